package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.Session;

/**
 * Takes one migration back: its revert script, the row that cancels its row in the history, and the
 * receipt, in one transaction. Flyway's own edition for this is not free; its rows are.
 */
final class Downgrade {

  /** What Flyway locks before it writes into the ledger set's history. */
  static final long FLYWAYS_KEY =
      77_431_708_279_161L + "\"audit_ledger\".\"ledger_history\"".hashCode();

  private final Workplace place;
  private final Session session;

  Downgrade(Workplace place, Session session) {
    this.place = place;
    this.session = session;
  }

  /** Takes it back, again and again while only a lock stands in the way. */
  StepResult run(Work work) throws SQLException {
    if (work.migration().reversible() == Reversible.FORBIDDEN) {
      throw new MigrationException(
          Trouble.REFUSED,
          work.migration().version() + " is never reverted",
          "its header says so: " + work.migration().deploy().path(),
          "stay at this version");
    }
    Patience patience = new Patience(place.patience());
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try {
      while (true) {
        try {
          return attempt(work);
        } catch (SQLException e) {
          if (!TableLocks.isContention(e) || patience.exhausted()) {
            throw ScriptTrouble.of(work.toString(), e);
          }
          connection.rollback();
          patience.pause();
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private StepResult attempt(Work work) throws SQLException {
    Connection connection = session.connection();
    requireFlywayAway(connection);
    try (Step step = new Step(place, work, session)) {
      step.begin();
      long start = System.nanoTime();
      try (Statement statement = connection.createStatement()) {
        statement.execute(work.migration().revert().sql());
      }
      HistoryRows.takeBack(
          connection,
          work.set(),
          work.migration().version(),
          (System.nanoTime() - start) / 1_000_000);
      StepResult result = step.finish();
      connection.commit();
      return result;
    }
  }

  private static void requireFlywayAway(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_catalog.pg_try_advisory_xact_lock(?)")) {
      statement.setLong(1, FLYWAYS_KEY);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          throw new SQLException("Flyway is at work on this ledger", "55P03");
        }
      }
    }
  }
}
