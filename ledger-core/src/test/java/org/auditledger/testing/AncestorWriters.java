package org.auditledger.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Writers as the ancestor of this ledger has them: each reads the head, hashes the next entry and
 * inserts it, in one transaction, with the columns of the first release and no lock. Where two are
 * at it at once the unique constraint refuses one of them, and that one begins again with the new
 * head.
 */
public final class AncestorWriters implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MOST_ERRORS = 20;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String HEAD =
      "select sequence_number, entry_hash from ledger_entries"
          + " order by sequence_number desc limit 1";
  private static final String INSERT =
      "insert into ledger_entries ("
          + AncestorEntry.COLUMNS
          + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /**
   * What the writers did.
   *
   * @param entries those whose commit was answered, in no order
   * @param retries how often another writer was faster
   * @param errors whatever else refused an entry, bounded
   * @param stalls how long each attempt took, refused or not
   */
  public record Account(
      List<AncestorEntry> entries, long retries, List<String> errors, Stalls stalls) {

    /** Acknowledged entries that the table does not have, or has with another content. */
    public List<AncestorEntry> lostFrom(Connection connection) throws SQLException {
      List<AncestorEntry> lost = new ArrayList<>();
      try (PreparedStatement query =
          connection.prepareStatement(
              "select entry_hash from public.ledger_entries where sequence_number = ?")) {
        for (AncestorEntry entry : entries) {
          query.setLong(1, entry.sequence());
          try (ResultSet row = query.executeQuery()) {
            if (!row.next() || !row.getString(1).equals(entry.hash())) {
              lost.add(entry);
            }
          }
        }
      }
      return lost;
    }
  }

  private record Head(long sequence, String hash) {}

  private final Callable<Connection> database;
  private final Instant origin;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  // What follows is guarded by this.
  private final List<AncestorEntry> entries = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final Stalls stalls = new Stalls();
  private Stalls lap = new Stalls();
  private long retries;

  private AncestorWriters(Callable<Connection> database) throws SQLException {
    this.database = database;
    this.origin = newestTimestamp();
  }

  /** Starts this many, each on a connection of its own. */
  public static AncestorWriters start(int writers, Callable<Connection> database)
      throws SQLException {
    AncestorWriters started = new AncestorWriters(database);
    for (int i = 1; i <= writers; i++) {
      Thread thread = new Thread(started::write, "ancestor-writer-" + i);
      thread.setDaemon(true);
      started.threads.add(thread);
      thread.start();
    }
    return started;
  }

  /** Entries get the time of this plus a millisecond for each before them: it never runs back. */
  private Instant newestTimestamp() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select coalesce(max(timestamp), '2026-01-01 00:00:00+00') from ledger_entries")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private Connection connect() throws SQLException {
    try {
      Connection connection = database.call();
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void write() {
    while (!stopped) {
      try (Connection connection = connect();
          PreparedStatement head = connection.prepareStatement(HEAD);
          PreparedStatement insert = connection.prepareStatement(INSERT)) {
        while (!stopped && !connection.isClosed()) {
          attempt(connection, head, insert);
        }
      } catch (SQLException | RuntimeException e) {
        refused(e);
        pause();
      }
    }
  }

  private void attempt(Connection connection, PreparedStatement head, PreparedStatement insert)
      throws SQLException {
    long start = System.nanoTime();
    AncestorEntry entry = null;
    SQLException refusal = null;
    try {
      entry = next(head);
      insert(insert, entry);
      connection.commit();
    } catch (SQLException e) {
      refusal = e;
      connection.rollback();
    } finally {
      done(System.nanoTime() - start, entry, refusal);
    }
  }

  private AncestorEntry next(PreparedStatement query) throws SQLException {
    Head head = new Head(0, AncestorEntry.ZEROS);
    try (ResultSet row = query.executeQuery()) {
      if (row.next()) {
        head = new Head(row.getLong(1), row.getString(2));
      }
    }
    long sequence = head.sequence() + 1;
    return new AncestorEntry(sequence, head.hash(), origin.plusMillis(sequence));
  }

  private static void insert(PreparedStatement insert, AncestorEntry entry) throws SQLException {
    insert.setLong(1, entry.sequence());
    insert.setString(2, entry.previousHash());
    insert.setString(3, entry.hash());
    insert.setObject(4, entry.timestamp().atOffset(ZoneOffset.UTC));
    insert.setString(5, entry.verdict());
    insert.setString(6, entry.telemetryId());
    insert.setString(7, entry.telemetryHash());
    insert.setString(8, entry.ruleId());
    insert.setString(9, entry.knowledgeGraphVersion());
    insert.setString(10, entry.modelVersion());
    insert.setString(11, entry.reasoning());
    insert.setString(12, entry.track());
    insert.executeUpdate();
  }

  private synchronized void done(
      long nanos, @Nullable AncestorEntry entry, @Nullable SQLException refusal) {
    stalls.add(nanos);
    lap.add(nanos);
    if (refusal == null && entry != null) {
      entries.add(entry);
    } else if (refusal != null && UNIQUE_VIOLATION.equals(refusal.getSQLState())) {
      retries++;
    } else if (refusal != null) {
      refused(refusal);
    }
  }

  private synchronized void refused(Exception refusal) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(refusal.toString());
    }
  }

  /** How many entries have been acknowledged so far. */
  public synchronized long written() {
    return entries.size();
  }

  /**
   * Waits until so many more entries have been acknowledged.
   *
   * @throws IllegalStateException if that takes a minute; it says what the writers were told
   */
  public void await(long more) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long wanted = written() + more;
    while (written() < wanted) {
      if (System.nanoTime() > deadline) {
        synchronized (this) {
          throw new IllegalStateException(
              "%d entries are missing; %s".formatted(wanted - written(), errors));
        }
      }
      Thread.sleep(2);
    }
  }

  /** The attempts that ended since the writers started, or since this was last asked. */
  public synchronized Stalls lap() {
    Stalls ended = lap;
    lap = new Stalls();
    return ended;
  }

  /** Lets every writer end what it is at, and says what they did. */
  public Account stop() {
    close();
    synchronized (this) {
      return new Account(List.copyOf(entries), retries, List.copyOf(errors), stalls);
    }
  }

  /** A writer that does not end in a minute is left behind, and is an error of the account. */
  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join(PATIENCE.toMillis());
        if (thread.isAlive()) {
          refused(new IllegalStateException(thread.getName() + " is stuck"));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
