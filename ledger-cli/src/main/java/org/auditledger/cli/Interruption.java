package org.auditledger.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and {@code kill}, made orderly. The JVM answers either by running its shutdown hooks and
 * ending with 130 or 143; ours interrupts the thread that runs the command and waits until it has
 * closed what it had open, so that no transaction, lock or temporary file outlives us.
 */
final class Interruption {

  /** Whoever pressed Ctrl-C waits no longer; the database notices a lost client by itself. */
  private static final long GRACE_SECONDS = 10;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;

  private Interruption() {}

  /** Watches over a run on the calling thread, which ends by {@link #finished}. */
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption();
    Thread worker = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interruption.interrupt(worker), "interruption"));
    return interruption;
  }

  /** For a run that no signal ends, such as one inside a test. */
  static Interruption never() {
    return new Interruption();
  }

  /** Whether a signal has asked the command to stop. */
  boolean requested() {
    return requested;
  }

  /** Everything is closed and written: the process may end. */
  void finished() {
    finished.countDown();
  }

  private void interrupt(Thread worker) {
    if (finished.getCount() == 0) {
      return;
    }
    requested = true;
    worker.interrupt();
    try {
      // Whether it finished in time or not, the process now ends.
      boolean unused = finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
