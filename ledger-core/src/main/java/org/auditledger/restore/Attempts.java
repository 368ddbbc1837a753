package org.auditledger.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements that may fail without harm: one that does is taken back and remembered. */
final class Attempts {

  private final Connection connection;
  private final String schema;
  private final List<String> failures = new ArrayList<>();

  /**
   * @param schema that names in them are relative to
   */
  Attempts(Connection connection, String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  void attempt(String sql) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local search_path to " + schema + ", pg_temp");
      statement.execute(sql);
      statement.execute("set local search_path to pg_catalog, pg_temp");
    } catch (SQLException e) {
      if (!connection.isValid(1)) {
        throw e;
      }
      connection.rollback(before);
      failures.add(
          "not done: "
              + sql
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    connection.releaseSavepoint(before);
  }

  /** What failed, in words. */
  List<String> failures() {
    return List.copyOf(failures);
  }
}
