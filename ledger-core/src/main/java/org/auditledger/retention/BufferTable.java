package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.postgres.SqlText;

/** How statements about tables of the buffer are built: by the server, which knows how to quote. */
final class BufferTable {

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String DEADLOCK = "40P01";

  private BufferTable() {}

  /**
   * Runs what this query returns, each row a statement.
   *
   * @param query beside this class, with a place for each argument
   * @return how many there were
   */
  static int run(Connection connection, String query, String... arguments) throws SQLException {
    List<String> statements = new ArrayList<>();
    try (PreparedStatement formatted =
        connection.prepareStatement(SqlText.of(BufferTable.class, query))) {
      for (int i = 0; i < arguments.length; i++) {
        formatted.setString(i + 1, arguments[i]);
      }
      try (ResultSet rows = formatted.executeQuery()) {
        while (rows.next()) {
          statements.add(rows.getString(1));
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return statements.size();
  }

  /** Whether a failure means that a lock was not to be had, and trying again may help. */
  static boolean isContention(SQLException e) {
    return LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState());
  }

  /** How long the statements of this transaction wait for a lock. */
  static void limitWaits(Connection transaction, int millis) throws SQLException {
    try (Statement statement = transaction.createStatement()) {
      statement.execute("set local lock_timeout = " + millis);
    }
  }
}
