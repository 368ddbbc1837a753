package org.auditledger.postgres;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;

/** How long a lock may be waited for, in attempts that keep nobody else waiting. */
public final class Patience {

  private static final Duration SAY_AGAIN = Duration.ofSeconds(5);

  private final Duration total;
  private final long start = System.nanoTime();
  private long saidAt = Long.MIN_VALUE;

  public Patience(Duration total) {
    this.total = total;
  }

  /** Whether it has been waited long enough. */
  public boolean exhausted() {
    return waited().compareTo(total) >= 0;
  }

  /** For how long by now. */
  public Duration waited() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Whether it is time to say, or say again, what is waited for. */
  public boolean worthSaying() {
    long now = System.nanoTime();
    if (saidAt != Long.MIN_VALUE && now - saidAt < SAY_AGAIN.toNanos()) {
      return false;
    }
    saidAt = now;
    return true;
  }

  /** A pause of another length each time, so that two who wait do not wait in step. */
  public void pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(20, 200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a lock");
    }
  }
}
