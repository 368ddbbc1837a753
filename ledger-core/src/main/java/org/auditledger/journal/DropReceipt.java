package org.auditledger.journal;

/**
 * What the journal says of a partition that is gone.
 *
 * @param position of the {@link Kind#PARTITION_DROPPED} statement
 */
public record DropReceipt(long position, PartitionDrop drop) {}
