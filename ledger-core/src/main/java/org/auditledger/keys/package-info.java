/**
 * The keys that a ledger's own journal registers and retires.
 *
 * <p>Invariants: what is recorded about a key was checked against the journal under its lock, in
 * the transaction that records it; a list of keys is what the database says, and only keys that are
 * held outside of it make a part of it more than that. Nothing here keeps state.
 */
@NullMarked
package org.auditledger.keys;

import org.jspecify.annotations.NullMarked;
