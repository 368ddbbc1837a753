package org.auditledger.postgres;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import org.auditledger.row.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * A few batches that go round between the thread that fills them and the one that uses them. Each
 * belongs to one of the two at any time; this monitor owns those in between.
 */
final class BatchRotation {

  private final Deque<RowBatch> empty = new ArrayDeque<>();
  private final Deque<RowBatch> full = new ArrayDeque<>();
  private boolean ended;
  private boolean cancelled;
  private @Nullable Throwable failure;

  BatchRotation(int batches, int capacity) {
    for (int i = 0; i < batches; i++) {
      empty.add(new RowBatch(capacity));
    }
  }

  /** For the filler: a batch to fill, or null when nobody wants any more. */
  synchronized @Nullable RowBatch takeEmpty() throws InterruptedException {
    while (empty.isEmpty() && !cancelled) {
      wait();
    }
    return cancelled ? null : empty.remove();
  }

  /** For the filler: hands over a filled batch. */
  synchronized void giveFull(RowBatch batch) {
    full.add(batch);
    notifyAll();
  }

  /** For the filler: there will be no more; with a failure, because it could not go on. */
  synchronized void end(@Nullable Throwable reason) {
    ended = true;
    failure = reason;
    notifyAll();
  }

  /**
   * For the user: gives back the batch before, if any, and takes the next, in the order in which
   * they were filled. What was filled before a failure comes first, and then the failure, as often
   * as it is asked for.
   *
   * @return null at the end, and only there
   */
  synchronized @Nullable RowBatch exchange(@Nullable RowBatch used)
      throws InterruptedException, BrokenRotationException {
    if (used != null) {
      used.clear();
      empty.add(used);
      notifyAll();
    }
    while (full.isEmpty() && !ended) {
      wait();
    }
    if (!full.isEmpty()) {
      return full.remove();
    }
    if (cancelled) {
      throw new CancellationException("the rows are no longer wanted");
    }
    if (failure != null) {
      throw new BrokenRotationException(failure);
    }
    return null;
  }

  /** For the user: wants no more. */
  synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  synchronized boolean endedWell() {
    return ended && failure == null && !cancelled;
  }

  /** Carries the filler's failure to the other thread. */
  static final class BrokenRotationException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenRotationException(Throwable reason) {
      super(reason);
    }
  }
}
