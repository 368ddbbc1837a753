package org.auditledger.cli.demo;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writers as the ancestor has them: each reads the newest entry, hashes the next and inserts it,
 * over and over. They remember what the server acknowledged.
 */
final class Writers implements AutoCloseable {

  private static final String UNIQUE_VIOLATION = "23505";

  /** Before anything else happens, so that it truly happens under writers. */
  private static final int AT_WORK = 10;

  /**
   * A seal can name an entry that was changed where a tile of 256 is full: with the 120 that were
   * there before, one is, however fast the upgrade was.
   */
  private static final int ENOUGH = 150;

  private static final long PATIENCE_SECONDS = 30;

  /** A plant is not a benchmark, and the machine has something else to do as well. */
  private static final long PAUSE_MILLIS = 20;

  private record Accepted(long sequence, String hash) {}

  private final Stage stage;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  // What follows is guarded by this.
  private final List<Accepted> accepted = new ArrayList<>();
  private long longest;
  private @Nullable SQLException trouble;

  private Writers(Stage stage) {
    this.stage = stage;
  }

  /** Starts this many, and returns when they are at work. */
  static Writers start(int writers, Stage stage) {
    Writers started = new Writers(stage);
    for (int i = 1; i <= writers; i++) {
      Thread thread = new Thread(started::write, "demo-writer-" + i);
      thread.setDaemon(true);
      started.threads.add(thread);
      thread.start();
    }
    started.await(AT_WORK);
    return started;
  }

  /** Waits until they have done enough for the story to go on. */
  void awaitEnough() {
    await(ENOUGH);
  }

  private synchronized void await(int entries) {
    if (threads.isEmpty()) {
      return;
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (accepted.size() < entries && trouble == null && System.nanoTime() < deadline) {
        wait(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try (Connection connection = stage.superuser();
        PreparedStatement append = connection.prepareStatement(Resource.text("append.sql"))) {
      while (!stopped) {
        attempt(append);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (SQLException e) {
      failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(PreparedStatement append) throws SQLException {
    long begun = System.nanoTime();
    try (ResultSet row = append.executeQuery()) {
      row.next();
      accepted(new Accepted(row.getLong(1), row.getString(2)), System.nanoTime() - begun);
    } catch (SQLException e) {
      // The other one was faster: the next attempt reads the new end.
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private synchronized void accepted(Accepted entry, long nanos) {
    accepted.add(entry);
    longest = Math.max(longest, nanos);
    notifyAll();
  }

  private synchronized void failed(SQLException e) {
    trouble = e;
    notifyAll();
  }

  /** Why one of them had to end before its time. */
  synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble).map(SQLException::getMessage);
  }

  /** How many entries were acknowledged. */
  synchronized int count() {
    return accepted.size();
  }

  /** The longest that one of them took. */
  synchronized long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longest);
  }

  /** How many of them are in the ledger, each in its place. */
  int present() throws SQLException {
    Object[] sequences;
    Object[] hashes;
    synchronized (this) {
      sequences = accepted.stream().map(Accepted::sequence).toArray();
      hashes = accepted.stream().map(Accepted::hash).toArray();
    }
    try (Connection connection = stage.superuser();
        PreparedStatement query = connection.prepareStatement(Resource.text("accepted.sql"))) {
      Array numbers = connection.createArrayOf("bigint", sequences);
      Array texts = connection.createArrayOf("text", hashes);
      query.setArray(1, numbers);
      query.setArray(2, texts);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Lets each end what it is at. */
  @Override
  public void close() {
    stopped = true;
    boolean interrupted = Thread.interrupted();
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
