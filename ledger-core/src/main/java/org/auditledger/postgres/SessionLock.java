package org.auditledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A lock for who does something of which there must be one at a time. It belongs to a session and
 * goes with it, however that ends. It is asked for and never waited for in the server, so that who
 * waits can say for whom.
 *
 * @param key which lock, of all that a database can have
 */
public record SessionLock(long key) {

  /** Whether it was to be had, and now is. */
  public boolean attempt(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_catalog.pg_try_advisory_lock(?)")) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Who has it, in words. */
  public String holder(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SqlText.of(SessionLock.class, "session_lock_holder"))) {
      statement.setLong(1, key >>> 32);
      statement.setLong(2, key & 0xffff_ffffL);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "somebody who has just let go";
      }
    }
  }
}
