package org.auditledger.append;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be written, in order, and never more than so many bytes of it: who hands over more
 * waits. A submission that is larger than that goes in when it is the only one.
 */
final class Inbox {

  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();

  // What follows is guarded by the lock.
  private final Deque<Submission> waiting = new ArrayDeque<>();
  private long size;
  private boolean closed;

  Inbox(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Puts it last, when there is room.
   *
   * @return false, and it is not taken, when nothing is taken any more
   */
  boolean put(Submission submission) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && size > 0 && size + submission.size() > capacity) {
        room.await();
      }
      if (closed) {
        return false;
      }
      waiting.add(submission);
      size += submission.size();
      work.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what is there, up to so much of it, and waits until there is something.
   *
   * @return nothing only when it is closed and empty
   */
  List<Submission> take(int mostEntries, long mostBytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !closed) {
        work.await();
      }
      List<Submission> taken = new ArrayList<>();
      int entries = 0;
      long bytes = 0;
      while (!waiting.isEmpty()) {
        Submission next = waiting.peek();
        entries += next.entries().size();
        bytes += next.size();
        if (!taken.isEmpty() && (entries > mostEntries || bytes > mostBytes)) {
          break;
        }
        taken.add(waiting.remove());
        size -= next.size();
      }
      room.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Takes all that is there, and waits for nothing. */
  List<Submission> drain() {
    lock.lock();
    try {
      List<Submission> drained = List.copyOf(waiting);
      waiting.clear();
      size = 0;
      room.signalAll();
      return drained;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what is there stays to be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
