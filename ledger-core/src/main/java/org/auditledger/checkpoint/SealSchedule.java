package org.auditledger.checkpoint;

import java.time.Duration;
import org.auditledger.checkpoint.GrowthWatch.Growth;

/**
 * When something that is new is to be sealed.
 *
 * @param every how long it may wait
 * @param entries how many entries do not wait
 */
public record SealSchedule(Duration every, long entries) {

  private static final int LOOKS = 10;
  private static final Duration SELDOM = Duration.ofSeconds(1);
  private static final Duration SHORTEST = Duration.ofMillis(LOOKS);
  private static final Duration LONGEST = Duration.ofDays(1);

  public SealSchedule {
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("what is new waits 10 ms to a day, not " + every);
    }
    if (entries < 1) {
      throw new IllegalArgumentException("no " + entries + " entries can be new");
    }
  }

  /** After a minute, or at once when it is 10,000 entries. */
  public static SealSchedule standard() {
    return new SealSchedule(Duration.ofMinutes(1), 10_000);
  }

  /** How long to wait between two looks: short beside the time, and never long. */
  Duration pause() {
    Duration part = every.dividedBy(LOOKS);
    return part.compareTo(SELDOM) < 0 ? part : SELDOM;
  }

  /**
   * Whether a seal is due.
   *
   * @param sealed how far the last seal reaches
   * @param since how long ago it was
   */
  boolean isDue(Growth now, Growth sealed, Duration since) {
    boolean isNew = now.entries() > sealed.entries() || now.statements() > sealed.statements();
    boolean many = now.entries() - sealed.entries() >= entries;
    // A ledger that has become shorter is no news that may wait: the sealer says what it is.
    boolean less = now.entries() < sealed.entries() || now.statements() < sealed.statements();
    return less || (isNew && (many || since.compareTo(every) >= 0));
  }
}
