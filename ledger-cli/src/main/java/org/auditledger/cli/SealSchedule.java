package org.auditledger.cli;

import java.time.Duration;
import org.auditledger.checkpoint.GrowthWatch.Growth;

/**
 * When something that is new is to be sealed.
 *
 * @param every how long it may wait
 * @param entries how many entries do not wait
 */
record SealSchedule(Duration every, long entries) {

  private static final int LOOKS = 10;
  private static final Duration SELDOM = Duration.ofSeconds(1);

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
