package org.auditledger.checkpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.auditledger.checkpoint.GrowthWatch.Growth;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.DatabaseUnreachableException;
import org.auditledger.postgres.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * Seals again and again, until somebody ends it or something is found that no waiting helps
 * against. A server that is away is waited for. It seals once, on one thread.
 */
public final class SealWatch {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** Somebody had a lock for too long, or was in the way: the next attempt may well succeed. */
  private static final Set<String> PASSING = Set.of("55P03", "57014", "40001", "40P01", "25P03");

  private final SealOrder order;
  private final CountDownLatch finishing = new CountDownLatch(1);

  // Written before the latch opens, and read after.
  private long deadline;

  private volatile @Nullable Sealed last;

  // Time is measured and not read from a clock: one that is set back must not put off a seal.
  private long sealedAt = System.nanoTime();
  private Duration wait = FIRST_WAIT;
  private boolean waiting;

  public SealWatch(SealOrder order) {
    this.order = order;
  }

  /**
   * Seals what is there, and then what comes. It ends with an exception, or when it was told to.
   *
   * @throws CancellationException when the thread is interrupted
   * @throws RuntimeException as {@link Sealer#seal} does, when waiting does not help or has not
   */
  public void run() {
    while (!isFinishing()) {
      try {
        if (last == null) {
          seal();
        }
        follow();
      } catch (RuntimeException e) {
        waitFor(passing(e));
      }
    }
    sealRest();
  }

  /** The last seal, if there was one; for any thread. */
  Optional<Sealed> last() {
    return Optional.ofNullable(last);
  }

  /**
   * Has {@link #run} seal what is there once more, and end. For another thread than its own.
   *
   * @param patience how long what is in the way is waited for
   */
  void finish(Duration patience) {
    deadline = System.nanoTime() + patience.toNanos();
    finishing.countDown();
  }

  private boolean isFinishing() {
    return finishing.getCount() == 0;
  }

  private void follow() {
    try (GrowthWatch growth = GrowthWatch.open(order.sealer().server())) {
      while (!isFinishing()) {
        Growth now = growth.look();
        answered();
        Growth before = reach();
        Duration since = Duration.ofNanos(System.nanoTime() - sealedAt);
        if (before == null || order.schedule().isDue(now, before, since)) {
          seal();
        }
        pause(order.schedule().pause());
      }
    }
  }

  private @Nullable Growth reach() {
    Sealed seal = last;
    return seal == null ? null : new Growth(seal.entries(), seal.statements());
  }

  /** What has been appended by now was appended before this began. */
  private void sealRest() {
    wait = FIRST_WAIT;
    while (true) {
      try {
        seal();
        return;
      } catch (RuntimeException e) {
        Explanation why = passing(e);
        waitFor(why);
        if (System.nanoTime() - deadline >= 0) {
          throw e;
        }
      }
    }
  }

  private void seal() {
    Sealed seal = order.sealer().seal();
    answered();
    last = seal;
    sealedAt = System.nanoTime();
    order.listener().sealed(seal);
  }

  private void answered() {
    if (waiting) {
      order.listener().answered();
    }
    waiting = false;
    wait = FIRST_WAIT;
  }

  /** Said once; then with growing pauses, and at random, as others may be waiting too. */
  private void waitFor(Explanation why) {
    if (!waiting) {
      order.listener().waiting(why);
    }
    waiting = true;
    long most = wait.toMillis();
    pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1)));
    Duration next = wait.multipliedBy(2);
    wait = next.compareTo(LONGEST_WAIT) < 0 ? next : LONGEST_WAIT;
  }

  /** What is waited for; whatever else it is, is the end. */
  private static Explanation passing(RuntimeException e) {
    if (e instanceof SealException refused && refused.trouble() == Trouble.BUSY) {
      return refused.explanation();
    }
    if (e instanceof DatabaseException trouble && isPassing(trouble)) {
      return trouble.explanation();
    }
    throw e;
  }

  private static boolean isPassing(DatabaseException e) {
    String state = String.valueOf(e.sqlState());
    // Of a server that is there, and does not want us as we are, no waiting makes another one.
    boolean away =
        e instanceof DatabaseUnreachableException
            && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"))
            && !state.equals("08P01");
    return away || PASSING.contains(state);
  }

  /** Who is told to finish has waited long enough for what may come, and soon for what is away. */
  private void pause(Duration time) {
    try {
      if (isFinishing()) {
        long left = Math.max(0, deadline - System.nanoTime());
        TimeUnit.NANOSECONDS.sleep(Math.min(left, time.toNanos()));
      } else {
        boolean unused = finishing.await(time.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while there was nothing to do");
    }
  }
}
