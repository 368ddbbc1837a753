package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.SessionLock;
import org.auditledger.retention.RetentionException.Trouble;

/**
 * One run at a time changes the buffer's partitions. It is taken before any other lock, and a hold
 * is placed without it: a run takes its time, and a hold does not wait for it.
 */
final class RetentionLock {

  /** The bytes of "retained". */
  static final SessionLock LOCK = new SessionLock(0x7265_7461_696e_6564L);

  private RetentionLock() {}

  /** Waits for the lock, and says who has it. */
  static void take(Connection connection, Patience patience, Consumer<String> progress)
      throws SQLException {
    while (!LOCK.attempt(connection)) {
      String holder = LOCK.holder(connection);
      if (patience.exhausted()) {
        throw new RetentionException(
            Trouble.BUSY,
            "another run changes the partitions of this ledger",
            "after " + patience.waited().toSeconds() + " s its lock is held by " + holder,
            "wait for it to end and run this again; nothing was changed");
      }
      if (patience.worthSaying()) {
        progress.accept("waiting for another run: its lock is held by " + holder);
      }
      patience.pause();
    }
  }
}
