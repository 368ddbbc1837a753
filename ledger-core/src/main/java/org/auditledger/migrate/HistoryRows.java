package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SqlText;
import org.flywaydb.core.api.MigrationInfo;

/**
 * What Flyway would write into a set's history, written without it: for migrations whose effect was
 * found, or comes from a backup, and for what is taken back. A baseline row, which is Flyway's own
 * way for the former, could never be taken back.
 */
record HistoryRows(SetHome home, List<MigrationInfo> resolved) {

  HistoryRows {
    resolved = List.copyOf(resolved);
  }

  /** The rows of this set. */
  static HistoryRows of(MigrationSet set, Session session) {
    try (FlywaySession lent = new FlywaySession(session)) {
      return new HistoryRows(SetHome.of(set), List.of(new FlywayRun(set, lent).info()));
    }
  }

  /** Records every migration up to this version as applied. */
  void insertUpTo(Connection connection, Optional<Version> last) throws SQLException {
    insert(connection, version -> last.isPresent() && version.compareTo(last.get()) <= 0);
  }

  /** Records these migrations as applied. */
  void insert(Connection connection, Predicate<Version> applied) throws SQLException {
    for (MigrationInfo migration : resolved) {
      if (applied.test(Version.parse(migration.getVersion().toString()).orElseThrow())) {
        insert(connection, migration);
      }
    }
  }

  private void insert(Connection connection, MigrationInfo migration) throws SQLException {
    String sql =
        SqlText.of(HistoryRows.class, "history_insert").replace("{history}", home.history());
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, migration.getVersion().toString());
      insert.setString(2, migration.getDescription());
      insert.setString(3, migration.getScript());
      insert.setInt(4, migration.getChecksum());
      insert.executeUpdate();
    }
  }

  /** Takes the newest row of this version back. */
  static void takeBack(Connection connection, MigrationSet set, Version version, long millis)
      throws SQLException {
    String sql =
        SqlText.of(HistoryRows.class, "history_take_back")
            .replace("{history}", SetHome.of(set).history());
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setInt(1, (int) Math.min(millis, Integer.MAX_VALUE));
      insert.setString(2, version.toString());
      if (insert.executeUpdate() != 1) {
        throw new SQLException("the history knows nothing of " + version, "55000");
      }
    }
  }
}
