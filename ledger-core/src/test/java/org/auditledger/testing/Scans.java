package org.auditledger.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How often a session has begun to read a whole table, and how many of its rows that gave. Counted
 * by the server inside the session and since its last report, so a difference within one
 * transaction is what was read there; rolled back or not.
 */
public record Scans(long count, long rows) {

  /** The counters as they stand in this session. */
  public static Scans of(Connection connection, String table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select pg_catalog.pg_stat_get_xact_numscans(t.oid),"
                + " pg_catalog.pg_stat_get_xact_tuples_returned(t.oid)"
                + " from (select ?::pg_catalog.regclass::pg_catalog.oid) as t (oid)")) {
      query.setString(1, table);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Scans(row.getLong(1), row.getLong(2));
      }
    }
  }

  /** What was read since an earlier look in the same transaction. */
  public Scans since(Scans earlier) {
    return new Scans(count - earlier.count, rows - earlier.rows);
  }
}
