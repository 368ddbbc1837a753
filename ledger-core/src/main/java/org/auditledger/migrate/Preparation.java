package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.journal.Kind;
import org.auditledger.journal.MigrationStarted;
import org.auditledger.postgres.Session;

/**
 * What has to run before a migration and cannot be in its transaction: an index that is built while
 * writers go on. The journal hears of it first, so that a death in the middle leaves a trace.
 */
final class Preparation {

  private final Workplace place;
  private final Session session;

  Preparation(Workplace place, Session session) {
    this.place = place;
    this.session = session;
  }

  /**
   * Whether there is something to prepare: an empty ledger's migration does it all by itself, and
   * what an earlier attempt has finished is not done again.
   */
  static boolean isNeeded(Connection connection, Migration migration) throws SQLException {
    return migration.prepare().isPresent()
        && !LedgerHead.isEmpty(connection)
        && Effect.missing(connection, migration).isPresent();
  }

  /** Does what is needed, statement by statement. */
  void run(Work work) throws SQLException {
    Connection connection = session.connection();
    Script script = work.migration().prepare().orElse(null);
    if (script == null || !announced(work)) {
      return;
    }
    for (String sql : statements(script)) {
      place.progress().accept("preparing " + work + ": " + firstLine(sql));
      execute(work, connection, sql);
    }
  }

  @SuppressWarnings("try") // The watch watches; nothing is asked of it.
  private void execute(Work work, Connection connection, String sql) {
    try (IndexWatch watch = IndexWatch.over(place.server(), session, place.progress());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw ScriptTrouble.of("preparing " + work, e);
    }
  }

  /** In one transaction: whether it is needed, and the statement that it begins. */
  private boolean announced(Work work) throws SQLException {
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try {
      place.recorder().lock(connection);
      boolean needed = isNeeded(connection, work.migration());
      if (needed) {
        MigrationStarted started =
            new MigrationStarted(
                work.script(),
                new CatalogReader(work.home().objects()).structure(connection).digest(),
                LedgerHead.read(connection),
                ServerFacts.read(connection).version());
        place.recorder().record(connection, Kind.MIGRATION_STARTED, started.toBody());
      }
      connection.commit();
      return needed;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** The statements of a script for autocommit: each ends with a semicolon at a line's end. */
  static List<String> statements(Script script) {
    return Arrays.stream(script.sql().split(";\\s*\\n", -1))
        .map(Preparation::withoutComments)
        .filter(sql -> !sql.isBlank())
        .toList();
  }

  private static String withoutComments(String sql) {
    return String.join("\n", sql.lines().filter(line -> !line.startsWith("--")).toList()).strip();
  }

  private static String firstLine(String sql) {
    return sql.lines().findFirst().orElse(sql);
  }
}
