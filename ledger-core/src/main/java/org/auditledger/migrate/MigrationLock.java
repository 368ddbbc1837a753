package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.SqlText;

/**
 * One migrator at a time. The lock belongs to a session and goes with it, however that ends. Flyway
 * has one of its own, which it awaits in silence; under this one it never waits.
 */
final class MigrationLock {

  /** The bytes of "migrator". */
  static final long KEY = 0x6d69_6772_6174_6f72L;

  private MigrationLock() {}

  /** Waits for the lock, and says who has it. */
  static void take(Connection connection, Patience patience, Consumer<String> progress)
      throws SQLException {
    while (!attempt(connection)) {
      if (patience.exhausted()) {
        throw new MigrationException(
            Trouble.LOCKED,
            "another migration of this ledger is running",
            "after "
                + patience.waited().toSeconds()
                + " s its lock is held by "
                + holder(connection),
            "wait for it to end and run this again; nothing was changed");
      }
      if (patience.worthSaying()) {
        progress.accept("waiting for another migration: its lock is held by " + holder(connection));
      }
      patience.pause();
    }
  }

  private static boolean attempt(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_catalog.pg_try_advisory_lock(?)")) {
      statement.setLong(1, KEY);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static String holder(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SqlText.of(MigrationLock.class, "migration_lock_holder"))) {
      statement.setLong(1, KEY >>> 32);
      statement.setLong(2, KEY & 0xffff_ffffL);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "somebody who has just let go";
      }
    }
  }
}
