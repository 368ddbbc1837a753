/**
 * How records of the telemetry buffer leave: which partition may go, and what is kept of it. {@link
 * org.auditledger.retention.PartitionReading} reads what a partition holds, {@link
 * org.auditledger.retention.Archive} writes it down, and {@link
 * org.auditledger.retention.ArchiveProof} shows with a receipt from the journal that what was
 * written down is what was dropped.
 *
 * <p>Invariants: nothing that an index says of a partition is believed; an archive with its final
 * name is whole, on disk, and its records were read back to the digest that the receipt names.
 * Memory does not grow with a partition.
 *
 * <p>Readers and writers belong to one thread; the rest are immutable values.
 */
@NullMarked
package org.auditledger.retention;

import org.jspecify.annotations.NullMarked;
