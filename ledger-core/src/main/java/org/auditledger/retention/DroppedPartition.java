package org.auditledger.retention;

import org.auditledger.journal.PartitionDrop;

/**
 * A partition that a run has dropped.
 *
 * @param receipt what its receipt says of it
 * @param position of the receipt
 * @param bytes what it took of the disk
 */
public record DroppedPartition(PartitionDrop receipt, long position, long bytes) {}
