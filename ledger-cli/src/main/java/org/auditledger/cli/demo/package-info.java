/**
 * The whole story on a PostgreSQL of our own: what {@code audit-ledger demo} plays.
 *
 * <p>The story is a text, {@code story.txt}. Its steps are command lines that the program itself
 * runs and SQL that an attacker runs; each says what has to come of it, and one that ends otherwise
 * ends the demo. So nothing is shown that did not happen. A demo is played on one thread; only its
 * writers have threads of their own, which end before their step does.
 */
@NullMarked
package org.auditledger.cli.demo;

import org.jspecify.annotations.NullMarked;
