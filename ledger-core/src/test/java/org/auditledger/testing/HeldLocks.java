package org.auditledger.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** The locks that this session holds on a table, by the names that {@code pg_locks} gives them. */
public final class HeldLocks {

  private HeldLocks() {}

  public static Set<String> of(Connection connection, String table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select mode from pg_catalog.pg_locks"
                + " where pid = pg_catalog.pg_backend_pid() and granted"
                + " and relation = ?::pg_catalog.regclass")) {
      query.setString(1, table);
      Set<String> modes = new TreeSet<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          modes.add(rows.getString(1));
        }
      }
      return modes;
    }
  }
}
