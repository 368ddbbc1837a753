package org.auditledger.append;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.auditledger.entry.Appended;
import org.jspecify.annotations.Nullable;

/** Entries that were handed over, to be appended one after the other, and all of them or none. */
public final class Submission {

  private final List<PreparedEntry> entries;
  private final long size;
  private final CountDownLatch answered = new CountDownLatch(1);

  // Written before the latch opens, and read after.
  private List<Appended> appended = List.of();
  private @Nullable AppendException failure;

  Submission(List<PreparedEntry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to append");
    }
    this.entries = List.copyOf(entries);
    this.size = entries.stream().mapToLong(PreparedEntry::size).sum();
  }

  /**
   * Waits until the entries are durable. Who stops waiting has not stopped the entries.
   *
   * @return what became of each, in their order
   * @throws AppendException when they are not there, or nobody can say
   */
  public List<Appended> await() throws InterruptedException {
    answered.await();
    if (failure != null) {
      throw failure.again();
    }
    return appended;
  }

  /** Whether {@link #await} returns at once. */
  public boolean isDone() {
    return answered.getCount() == 0;
  }

  List<PreparedEntry> entries() {
    return entries;
  }

  long size() {
    return size;
  }

  void succeed(List<Appended> each) {
    appended = List.copyOf(each);
    answered.countDown();
  }

  void fail(AppendException reason) {
    failure = reason;
    answered.countDown();
  }
}
