package org.auditledger.checkpoint;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.checkpoint.SealingState.Finished;
import org.auditledger.checkpoint.SealingState.Going;
import org.auditledger.checkpoint.SealingState.Stopped;
import org.jspecify.annotations.Nullable;

/**
 * Seals in a thread of its own, beside somebody who appends: he neither waits for it nor fails with
 * it, and asks what became of it.
 */
public final class BackgroundSealing {

  /** Who gives up at the end of somebody's patience gets the time to say why. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final SealOrder order;
  private final SealWatch watch;
  private final Thread thread = new Thread(this::run, "ledger-sealing");

  /** Empty while it goes on; what it has ended with is never replaced. */
  private final AtomicReference<@Nullable SealingState> ended = new AtomicReference<>();

  /** One that has not begun. */
  public BackgroundSealing(SealOrder order) {
    this.order = order;
    this.watch = new SealWatch(order);
    thread.setDaemon(true);
  }

  /** Begins. Whether there is a server, and a ledger that this key may seal, shows later. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      watch.run();
      end(new Finished(watch.last().orElseThrow()));
    } catch (RuntimeException | Error e) {
      // A bug, too: whoever thinks that he is sealing must not be wrong.
      end(new Stopped(watch.last(), e));
    }
  }

  private void end(SealingState state) {
    if (ended.compareAndSet(null, state) && state instanceof Stopped stopped) {
      order.listener().stopped(stopped);
    }
  }

  /** How far it has come. */
  public SealingState state() {
    SealingState state = ended.get();
    return state == null ? new Going(watch.last()) : state;
  }

  /**
   * Seals what is there once more, and ends it.
   *
   * @param patience how long the seal, and what may be in its way, is waited for. One that is under
   *     way then is left alone: it will be whole or not there, and counts as not there
   */
  public void finish(Duration patience) throws InterruptedException {
    if (ended.get() != null) {
      return;
    }
    watch.finish(patience);
    thread.join(patience.plus(LAST_WORDS).toMillis());
    if (thread.isAlive()) {
      end(new Stopped(watch.last(), late(patience)));
      thread.interrupt();
    }
  }

  private static SealException late(Duration patience) {
    return Attempt.SEAL.refused(
        Trouble.BUSY,
        "the last seal was not done in " + patience.toSeconds() + " s",
        "somebody else holds the journal, or there is very much that is not sealed yet",
        "seal it without haste: audit-ledger checkpoint create");
  }

  /** Ends it as it is. */
  public void abandon() {
    end(new Stopped(watch.last(), new CancellationException("interrupted before the last seal")));
    thread.interrupt();
  }
}
