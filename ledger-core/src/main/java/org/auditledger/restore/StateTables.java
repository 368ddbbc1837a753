package org.auditledger.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.auditledger.migrate.KnownState;

/** Makes what a ledger in some state is made of, in the caller's transaction. */
final class StateTables {

  private final Connection connection;
  private final StateScript script;

  StateTables(Connection connection, KnownState state, List<String> entryColumns) {
    this.connection = connection;
    this.script = new StateScript(state.structure(), entryColumns);
  }

  /** Makes the tables, for rows to be put into. */
  void make() throws SQLException {
    run(script.tables());
  }

  /** Makes all the rest. */
  void finish() throws SQLException {
    run(script.rest());
  }

  private void run(List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local search_path to public, pg_temp");
      for (String sql : statements) {
        statement.execute(sql);
      }
      statement.execute("set local search_path to pg_catalog, pg_temp");
    }
  }
}
