package org.auditledger.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * What the journal says of a partition of the buffer.
 *
 * @param position of the last statement about it
 * @param bound as PostgreSQL prints it to who is in UTC
 * @param from its first moment; absent where it has no beginning, or no bounds
 * @param to the first moment after it; absent where it has no end, or no bounds
 * @param intended what the run said that has begun to drop it, and need not have come to its end
 * @param detachedAt when it was detached, by a run
 */
public record PartitionRecord(
    String name,
    long position,
    String bound,
    Optional<Instant> from,
    Optional<Instant> to,
    Fate fate,
    Optional<PartitionDrop> intended,
    Optional<Instant> detachedAt) {

  /** What became of it. */
  public enum Fate {
    ATTACHED,
    /** A run has begun to drop it, and need not have come to its end. */
    TO_BE_DROPPED,
    /** It is a table of its own, until the run that began comes to its end. */
    DETACHED,
    DROPPED,
    /** It was dropped by who signs nothing, and only the database says so. */
    DROPPED_UNWITNESSED
  }

  PartitionRecord with(
      Fate newFate, Optional<PartitionDrop> newIntended, Optional<Instant> newDetachedAt) {
    return new PartitionRecord(
        name, position, bound, from, to, newFate, newIntended, newDetachedAt);
  }

  /** Whether it is attached, or may be: a run that has said that it drops it may have died. */
  public boolean mayBeAttached() {
    return fate == Fate.ATTACHED || fate == Fate.TO_BE_DROPPED;
  }

  /** Whether it is gone for good. */
  public boolean isGone() {
    return fate == Fate.DROPPED || fate == Fate.DROPPED_UNWITNESSED;
  }
}
