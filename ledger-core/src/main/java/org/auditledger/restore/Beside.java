package org.auditledger.restore;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Does one thing after the other on a thread of its own, while the next is made ready: the server
 * would else wait for who reads and judges, and he for it. What they share belongs to that thread
 * until {@link #await} is back.
 */
final class Beside implements AutoCloseable {

  /** A member's worth of work, or less. */
  interface Work {
    void run() throws SQLException;
  }

  private final ExecutorService thread = Executors.newSingleThreadExecutor(Beside::thread);
  private Future<?> running = CompletableFuture.completedFuture(null);

  /** Begins this, once what was begun before is done: no more waits in memory than one. */
  void begin(Work work) throws SQLException {
    await();
    Callable<Boolean> task =
        () -> {
          work.run();
          return true;
        };
    running = thread.submit(task);
  }

  /** Waits until that is done. What went wrong meanwhile is thrown. */
  void await() throws SQLException {
    try {
      Object unused = running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while restoring");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException trouble) {
        throw trouble;
      }
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("restoring failed", e);
    }
  }

  /** Waits for what was begun: whoever rolls back needs the session. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "restore-sender");
    thread.setDaemon(true);
    return thread;
  }
}
