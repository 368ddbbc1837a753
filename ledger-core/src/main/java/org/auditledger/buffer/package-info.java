/**
 * Appends telemetry to the partitioned buffer: {@link org.auditledger.buffer.BufferWriter} takes
 * records, and writes them a batch at a time.
 *
 * <p>Invariants: a batch is written whole or not at all, and one record that cannot be written
 * stops it. The hash of a measurement is computed here, by the ancestor's formula, and never taken
 * from a caller; one that he gives has to be the same. No record is later than its tenant's clock
 * may be ahead. Memory does not grow with the size of a batch.
 *
 * <p>A writer belongs to one thread.
 */
@NullMarked
package org.auditledger.buffer;

import org.jspecify.annotations.NullMarked;
