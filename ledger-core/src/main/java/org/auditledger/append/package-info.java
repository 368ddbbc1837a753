/**
 * Appends entries: {@link org.auditledger.append.LedgerWriter} gives each its place, its time and
 * its hash, and answers when it is durable.
 *
 * <p>Invariants: an acknowledged entry is in the chain, once, and where the answer says; what is
 * hashed is read from the very tuple that is sent; the head is read after the append lock is held,
 * and whoever does not take that lock can make us begin again, but not fork the chain or leave a
 * gap. When a connection dies the same lock is taken again, and what the table holds decides
 * whether a transaction happened: nothing is guessed, and nothing is written twice.
 *
 * <p>A writer that is given a key is sealed beside: in a thread and with sessions of their own,
 * which no append waits for. What becomes of a seal changes no answer.
 *
 * <p>A writer may be used by any number of threads; they share transactions. One thread of its own
 * has the session, and everything between the queue and the server belongs to that thread.
 */
@NullMarked
package org.auditledger.append;

import org.jspecify.annotations.NullMarked;
