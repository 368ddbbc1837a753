/**
 * Takes out of the telemetry buffer what has been kept long enough, and makes the partitions that
 * its next records need. What may go is decided by {@link org.auditledger.retention.Planner}, from
 * what was read and nothing else; {@link org.auditledger.retention.Retention} does it, one step and
 * one statement after the other. What went can be written down before ({@link
 * org.auditledger.retention.Archive}).
 *
 * <p>Invariants: nothing goes before the longest retention of those whose records it holds, below
 * the floor, or under a hold; never the newest partition, never a default one, never what is no
 * partition of the buffer. What was begun is found again in the journal and the catalog, and
 * nowhere else. Before a partition goes it was read whole, and nothing that an index says of it is
 * believed; an archive with its final name is on the disk, and was read back.
 *
 * <p>Plans and what they are made from are values. Whatever holds a connection belongs to one
 * thread.
 */
@NullMarked
package org.auditledger.retention;

import org.jspecify.annotations.NullMarked;
