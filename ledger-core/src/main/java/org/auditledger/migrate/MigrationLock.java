package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.SessionLock;

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
    SessionLock lock = new SessionLock(KEY);
    while (!lock.attempt(connection)) {
      if (patience.exhausted()) {
        throw new MigrationException(
            Trouble.LOCKED,
            "another migration of this ledger is running",
            "after "
                + patience.waited().toSeconds()
                + " s its lock is held by "
                + lock.holder(connection),
            "wait for it to end and run this again; nothing was changed");
      }
      if (patience.worthSaying()) {
        progress.accept(
            "waiting for another migration: its lock is held by " + lock.holder(connection));
      }
      patience.pause();
    }
  }
}
