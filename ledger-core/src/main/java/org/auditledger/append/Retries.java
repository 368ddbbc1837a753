package org.auditledger.append;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long something is tried again: pauses that grow, each of another length, so that many who
 * wait for one server do not come back in step.
 */
final class Retries {

  private static final long LONGEST_MILLIS = 1000;

  private final Duration patience;
  private final long start = System.nanoTime();
  private int tried;

  Retries(Duration patience) {
    this.patience = patience;
  }

  /** Whether it has not been long enough yet: for who need not wait before he tries again. */
  boolean left() {
    return System.nanoTime() - start <= patience.toNanos();
  }

  /**
   * Waits before the next attempt.
   *
   * @return false, at once, when it has been long enough
   */
  boolean pause() {
    if (!left()) {
      return false;
    }
    long most = Math.min(LONGEST_MILLIS, 4L << Math.min(tried++, 10));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
      return true;
    } catch (InterruptedException e) {
      // Nobody interrupts a writer's thread but who ends the process.
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
