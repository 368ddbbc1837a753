/**
 * Brings a ledger back from a backup: into an empty database, or where the same ledger is with
 * fewer entries.
 *
 * <p>Invariants: all of it is one transaction, so that a death at any moment leaves what was there
 * before. No statement that a backup holds is executed: the tables are made from what this program
 * knows of each state of a ledger, and a backup only names the state. Nothing is committed before
 * every byte of the backup has been verified. Nothing that is there is changed.
 *
 * <p>A restore belongs to one thread; the rest are immutable values.
 */
@NullMarked
package org.auditledger.restore;

import org.jspecify.annotations.NullMarked;
