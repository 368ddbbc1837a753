/**
 * Takes out of the telemetry buffer what has been kept long enough, and makes the partitions that
 * its next records need. What may go is decided by {@link org.auditledger.retention.Planner}, from
 * what was read and nothing else.
 *
 * <p>Invariants: nothing goes before the longest retention of those whose records it holds, below
 * the floor, or under a hold; never the newest partition, never a default one, never what is no
 * partition of the buffer. What was begun is found again in the journal and the catalog, and
 * nowhere else.
 *
 * <p>Plans and what they are made from are values. Whatever holds a connection belongs to one
 * thread.
 */
@NullMarked
package org.auditledger.retention;

import org.jspecify.annotations.NullMarked;
