/**
 * The SQL of the two migration sets, judged by itself: what the scripts make, refuse, find and put
 * back, on every supported version of PostgreSQL and from every state that a ledger can be in. What
 * runs them is tested elsewhere.
 */
@NullMarked
package org.auditledger.migrations;

import org.jspecify.annotations.NullMarked;
