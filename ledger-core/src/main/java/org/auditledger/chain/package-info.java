/**
 * The chain: each entry carries the sequence number after the one before it, and that one's hash.
 *
 * <p>A contiguous read of rows reduces to a {@link org.auditledger.chain.Segment}, and two
 * neighbouring segments combine into one. The invariant everything rests on: however rows are cut
 * into segments, and in whatever order neighbours are combined, the result is the value that one
 * pass over all of them gives. Values are immutable and shared; a {@link
 * org.auditledger.chain.SegmentBuilder} belongs to one thread.
 */
@NullMarked
package org.auditledger.chain;

import org.jspecify.annotations.NullMarked;
