package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.auditledger.control.JournalTable;
import org.auditledger.control.Recorder;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalReader;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.SqlText;
import org.auditledger.retention.RetentionException.Trouble;

/**
 * Where a run works: the one session that may change partitions now, of a ledger that is the one
 * that the journal names, at a time that both clocks agree about.
 *
 * <p>Whoever needs a lock on a table takes it before the journal's, as a migration does.
 */
final class RetentionPlace implements AutoCloseable {

  /** How long one lock is waited for, the journal's too; then all is given back and begun again. */
  static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration CLOCKS_AGREE = Duration.ofMinutes(1);

  private final Session session;
  private final Connection connection;
  private final Recorder recorder;
  private final RetentionJournal journal;
  private final Duration patience;
  private final Consumer<String> progress;

  private RetentionPlace(
      Session session, Recorder recorder, Duration patience, Consumer<String> progress) {
    this.session = session;
    this.connection = session.connection();
    this.recorder = recorder;
    this.journal = new RetentionJournal(recorder.trusted());
    this.patience = patience;
    this.progress = progress;
  }

  static RetentionPlace open(
      Server server, RetentionSigning signing, Duration patience, Consumer<String> progress)
      throws SQLException {
    Session session = Session.open(server, SessionSettings.writing().withLockTimeout(LOCK_TIMEOUT));
    boolean open = false;
    try {
      RetentionPlace place = new RetentionPlace(session, signing.recorder(), patience, progress);
      place.requireBuffer();
      RetentionLock.take(session.connection(), place.patience(), progress);
      place.requireSameTime(signing.clock().instant());
      open = true;
      return place;
    } finally {
      if (!open) {
        session.close();
      }
    }
  }

  Session session() {
    return session;
  }

  Connection connection() {
    return connection;
  }

  Recorder recorder() {
    return recorder;
  }

  LedgerName ledger() {
    return recorder.ledger();
  }

  RetentionJournal journal() {
    return journal;
  }

  /** As long as one thing may be waited for. */
  Patience patience() {
    return new Patience(patience);
  }

  void say(String what) {
    progress.accept(what);
  }

  Consumer<String> progress() {
    return progress;
  }

  /** What is done in one transaction. It may be done again, when a lock was not to be had. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection transaction) throws SQLException;
  }

  /** Does it and commits; who finds that it is not to be done rolls back himself. */
  <T> T transaction(String what, Work<T> work) throws SQLException {
    Patience pace = patience();
    connection.setAutoCommit(false);
    try {
      while (true) {
        try {
          T result = work.run(connection);
          connection.commit();
          // So that whoever asks next knows what was said just now.
          journal.readOn(connection);
          return result;
        } catch (SQLException e) {
          if (!BufferTable.isContention(e)) {
            throw e;
          }
          connection.rollback();
          waitFor(what, pace, e);
        }
      }
    } finally {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private void waitFor(String what, Patience pace, SQLException e) {
    if (pace.exhausted()) {
      throw new RetentionException(
          Trouble.BUSY,
          new Explanation(
              what + ": a lock was not to be had in time",
              "for " + pace.waited().toSeconds() + " s somebody has held it at every attempt",
              "wait for who has it, and run this again: it goes on from here"),
          e);
    }
    if (pace.worthSaying()) {
      progress.accept(what + ": waiting for a lock");
    }
    pace.pause();
  }

  /**
   * Takes the journal's lock, and reads what it says by now. Comes before the transaction's first
   * statement.
   */
  RetentionJournal lockJournal() throws SQLException {
    JournalReader whole = recorder.read(connection);
    if (whole.head().position() == 0) {
      throw noLedger("its journal has not begun");
    }
    journal.readOn(connection);
    return journal;
  }

  private void requireBuffer() throws SQLException {
    requireLedger(connection);
    try (PreparedStatement query =
            connection.prepareStatement(SqlText.of(RetentionPlace.class, "buffer_owner"));
        ResultSet row = query.executeQuery()) {
      row.next();
      if (!row.getBoolean(2)) {
        throw new RetentionException(
            Trouble.NOT_OWNER,
            row.getString(3) + " does not own public.telemetry_buffer",
            "only its owner, " + row.getString(1) + ", makes, detaches and drops partitions",
            "connect with options=-c role=" + row.getString(1));
      }
    }
  }

  /** Whether there is something to decide about, for who only looks, too. */
  static void requireLedger(Connection connection) throws SQLException {
    if (!JournalTable.exists(connection)) {
      throw noLedger("there is no journal");
    }
    try (PreparedStatement query =
            connection.prepareStatement(SqlText.of(RetentionPlace.class, "buffer_exists"));
        ResultSet row = query.executeQuery()) {
      row.next();
      if (!row.getBoolean(1)) {
        throw noLedger("there is no partitioned table public.telemetry_buffer");
      }
    }
  }

  static RetentionException noLedger(String why) {
    return new RetentionException(
        Trouble.NOT_A_LEDGER,
        "this is no ledger with a telemetry buffer, or not one yet",
        why,
        "check the connection string; to make or adopt a ledger: audit-ledger migrate upgrade");
  }

  private void requireSameTime(Instant here) throws SQLException {
    Instant there = StateReading.now(connection);
    Duration apart = Duration.between(here, there).abs();
    if (apart.compareTo(CLOCKS_AGREE) > 0) {
      throw new RetentionException(
          Trouble.CLOCK,
          "the clocks disagree by " + apart.toSeconds() + " s: nothing is made and nothing dropped",
          "here it is " + here + ", and the database says " + there,
          "put the clock right that is wrong, and run this again");
    }
  }

  static DatabaseException trouble(SQLException e) {
    return DatabaseException.of("changing the partitions of the buffer", e);
  }

  /** The lock goes with the session. */
  @Override
  public void close() {
    session.close();
  }
}
