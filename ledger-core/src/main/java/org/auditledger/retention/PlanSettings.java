package org.auditledger.retention;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What whoever asks for a plan wants of it.
 *
 * @param premake which partitions are to be there; absent where none are made
 * @param floorDays below which no retention counts
 * @param graceSeconds how long a detached table stays
 * @param maxPartitions how many go at most, those included that an earlier run has begun with
 * @param only the one partition that it is about
 * @param archive whether what goes is archived before
 */
public record PlanSettings(
    Optional<Premake> premake,
    OptionalInt floorDays,
    OptionalLong graceSeconds,
    OptionalInt maxPartitions,
    Optional<String> only,
    boolean archive) {

  /** What holds where nobody says anything. */
  public static final PlanSettings DEFAULT =
      new PlanSettings(
          Optional.of(Premake.DEFAULT),
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          false);

  /** A hundred years; a longer grace is a mistake. */
  private static final long MAX_GRACE = 100L * 366 * 86_400;

  public PlanSettings {
    if (floorDays.orElse(1) < 1) {
      throw new IllegalArgumentException("a floor is 1 day or more, not " + floorDays.getAsInt());
    }
    if (graceSeconds.orElse(0) < 0 || graceSeconds.orElse(0) > MAX_GRACE) {
      throw new IllegalArgumentException(
          "a grace is 0 to " + MAX_GRACE + " seconds, not " + graceSeconds.getAsLong());
    }
    if (maxPartitions.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "a run drops 1 partition or more, not " + maxPartitions.getAsInt());
    }
  }

  /** To drop this partition, if it may go, and to do nothing else. */
  public PlanSettings only(String partition) {
    return new PlanSettings(
        Optional.empty(),
        floorDays,
        graceSeconds,
        OptionalInt.empty(),
        Optional.of(partition),
        archive);
  }

  /** With this many partitions at most. */
  PlanSettings withMaxPartitions(int max) {
    return new PlanSettings(premake, floorDays, graceSeconds, OptionalInt.of(max), only, archive);
  }
}
