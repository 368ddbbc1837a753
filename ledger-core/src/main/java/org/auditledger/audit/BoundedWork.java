package org.auditledger.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Work that several threads do and one hands out, which waits when they do not come after: what is
 * not done yet is in memory.
 */
final class BoundedWork implements AutoCloseable {

  private final ExecutorService threads;
  private final Deque<Future<?>> handedOut = new ArrayDeque<>();
  private final int most;

  BoundedWork(int jobs) {
    threads = Executors.newFixedThreadPool(jobs, BoundedWork::thread);
    most = 2 * jobs;
  }

  /** Hands out work, once there is room for it. What went wrong with earlier work is thrown. */
  void submit(Runnable work) {
    if (handedOut.size() == most) {
      await(handedOut.removeFirst());
    }
    handedOut.addLast(threads.submit(work));
  }

  /** Waits until all is done. */
  void await() {
    while (!handedOut.isEmpty()) {
      await(handedOut.removeFirst());
    }
  }

  /** What was begun and is not waited for comes to nothing. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ledger-audit");
    thread.setDaemon(true);
    return thread;
  }

  private static void await(Future<?> work) {
    try {
      Object unused = work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while judging entries");
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    }
  }

  private static RuntimeException rethrow(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException problem
        ? problem
        : new IllegalStateException("judging entries failed", failure);
  }
}
