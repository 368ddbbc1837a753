/**
 * Seals a ledger: {@link org.auditledger.checkpoint.Sealer} signs what is there, and hands out an
 * anchor for others to keep ({@link org.auditledger.checkpoint.AnchorFile}; what else is evidence
 * is written in the same way, whole and never over another file). {@link
 * org.auditledger.checkpoint.SealWatch} does so again and again, and {@link
 * org.auditledger.checkpoint.BackgroundSealing} in a thread of its own, beside whoever appends.
 * {@link org.auditledger.checkpoint.Seals} says how far a ledger is sealed, and proves its entries,
 * for who has no key.
 *
 * <p>Invariants: the signer does not launder. Nothing is signed that does not continue what was
 * last sealed, and what this key signed last, which it remembers outside the database ({@code
 * KEY.last}); nothing is signed in another database than the journal names, nor over a broken
 * chain. A checkpoint leaves the process only when its commit is durable and it is remembered. A
 * seal costs what is new, and its memory does not grow with it. A proof was checked before it is
 * handed out.
 *
 * <p>A sealer may be used by several threads, and a key by several processes of one host: they take
 * turns, by a lock on a file beside the key. A watch belongs to the thread that runs it.
 */
@NullMarked
package org.auditledger.checkpoint;

import org.jspecify.annotations.NullMarked;
