package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.auditledger.control.Recorder;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.retention.RetentionException.Trouble;

/** Adds what runs go by to the journal. It waits for whoever adds to it now, and for no run. */
final class RuleWriting {

  private final Server server;
  private final RetentionSigning signing;
  private final Duration patience;

  RuleWriting(Server server, RetentionSigning signing, Duration patience) {
    this.server = server;
    this.signing = signing;
    this.patience = patience;
  }

  /** What is done in the transaction that adds the statement. */
  @FunctionalInterface
  interface Work<T> {
    T run(Recorder recorder, Connection transaction) throws SQLException;
  }

  <T> T run(String what, Work<T> work) throws SQLException {
    Duration limit = patience.isZero() ? Duration.ofMillis(1) : patience;
    try (Session session = Session.open(server, SessionSettings.writing().withLockTimeout(limit))) {
      Connection connection = session.connection();
      RetentionPlace.requireLedger(connection);
      connection.setAutoCommit(false);
      Recorder recorder = signing.recorder();
      RetentionJournal journal = new RetentionJournal(recorder.trusted());
      journal.readOn(connection);
      if (!journal.hasBegun()) {
        throw RetentionPlace.noLedger("its journal has not begun");
      }
      journal.requireSameDatabase(connection);
      T result = work.run(recorder, connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      if (!BufferTable.isContention(e)) {
        throw e;
      }
      throw new RetentionException(
          Trouble.BUSY,
          new Explanation(
              what + ": a lock was not to be had in time",
              "somebody has held it for " + limit.toSeconds() + " s",
              "wait for who adds to the journal, and run this again; nothing was changed"),
          e);
    }
  }
}
