/**
 * Pages for people who read them in a browser or on paper: templates, and charts for them.
 *
 * <p>Invariants: a page is one file that loads nothing and runs nothing. Whatever comes from a
 * ledger is text in it and nothing else, and looks like what it is: signs that nobody sees are
 * spelt out.
 *
 * <p>What is here is loaded only by who makes a page: the libraries behind it are large.
 */
@NullMarked
package org.auditledger.cli.html;

import org.jspecify.annotations.NullMarked;
