/**
 * Takes entries out of a ledger for other programs to read, as JSON or CSV: {@link
 * org.auditledger.export.Export} writes those that a {@link org.auditledger.export.EntryFilter}
 * chooses.
 *
 * <p>Invariants: one snapshot, read only; values without loss; memory does not grow with the
 * ledger; nothing is written before it is clear that all can be read that was asked for. An export
 * proves nothing: it goes by the ledger's indexes, and by what is stored. An export belongs to one
 * thread.
 */
@NullMarked
package org.auditledger.export;

import org.jspecify.annotations.NullMarked;
