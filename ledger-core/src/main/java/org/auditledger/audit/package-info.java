/**
 * Verifies a ledger in its database: {@link org.auditledger.audit.LedgerAudit} reads all of it in
 * one snapshot, and judges chain, content, history and posture. {@link
 * org.auditledger.audit.BackupAudit} does the same for a ledger in a backup, and needs no server.
 *
 * <p>Invariants: it never writes. Of the database it believes nothing that the rows, the signatures
 * or the catalog do not bear out: rows come from the heap, block by block, and from no index or
 * view. What is wrong is a value; only trouble with the world, or with what was given to check by,
 * is an exception. Memory does not grow with the ledger; of a backup the checkpoints are kept, some
 * hundred bytes for each seal.
 *
 * <p>An audit belongs to one thread, which starts and ends the others that read for it.
 */
@NullMarked
package org.auditledger.audit;

import org.jspecify.annotations.NullMarked;
