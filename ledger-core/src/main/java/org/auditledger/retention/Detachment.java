package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.auditledger.postgres.Patience;
import org.auditledger.retention.RetentionException.Trouble;

/**
 * Makes a partition a table of its own while others read and write the buffer. The server commits
 * the first half of this and then waits for whoever uses the buffer; from then on nobody who begins
 * sees the partition's rows. So it is not begun while somebody is in the buffer for long, and what
 * was interrupted is finished before anything else.
 */
final class Detachment {

  private static final int DETACH_MILLIS = 2_000;

  /**
   * To finish, the server locks the partition and waits for who may still want to read it. Shorter
   * than deadlock_timeout, so that we are the one who gives up, and not a reader.
   */
  private static final int FINISH_MILLIS = 500;

  private final Connection connection;
  private final Patience patience;
  private final Consumer<String> progress;
  private final BufferUsers buffer;
  private final BufferUsers snapshots;

  /**
   * @param connection in autocommit, as the server wants it
   */
  Detachment(Connection connection, Patience patience, Consumer<String> progress) {
    this.connection = connection;
    this.patience = patience;
    this.progress = progress;
    this.buffer = new BufferUsers(connection, "users_of_buffer");
    this.snapshots = new BufferUsers(connection, "users_of_snapshots");
  }

  /** Detaches it, or finishes that, or finds it done. */
  void run(String name) throws SQLException {
    while (true) {
      PartitionPlace place = PartitionPlace.of(connection, name);
      switch (place) {
        case DETACHED -> {
          return;
        }
        case ATTACHED -> attempt(name, "detach_partition", DETACH_MILLIS, buffer);
        case PENDING -> attempt(name, "finish_detaching", FINISH_MILLIS, snapshots);
        case GONE, FOREIGN ->
            throw new RetentionException(
                Trouble.NAME,
                "there is no partition " + name + " to be detached",
                place == PartitionPlace.GONE ? "it is gone" : "what has its name is something else",
                "find out who dropped it; audit-ledger verify names what has no receipt");
      }
    }
  }

  private void attempt(String name, String statement, int millis, BufferUsers users)
      throws SQLException {
    List<String> inTheWay = users.look();
    if (inTheWay.isEmpty() && !users.isUndecided()) {
      if (execute(name, statement, millis)) {
        return;
      }
      inTheWay = users.look();
    }
    String whom =
        inTheWay.isEmpty() ? "somebody who was there a moment ago" : String.join("; ", inTheWay);
    if (patience.exhausted()) {
      throw new RetentionException(
          Trouble.BUSY,
          "partition " + name + " was not detached in time",
          "after " + patience.waited().toSeconds() + " s this is in the way: " + whom,
          "wait for it to end, or end it, and run this again: it goes on from here");
    }
    if (!inTheWay.isEmpty() && patience.worthSaying()) {
      progress.accept("waiting to detach " + name + ": " + whom);
    }
    patience.pause();
  }

  /** Whether nobody was in the way; which half is done by now, the catalog says. */
  private boolean execute(String name, String statement, int millis) throws SQLException {
    try (Statement limit = connection.createStatement()) {
      limit.execute("set lock_timeout = " + millis);
      try {
        BufferTable.run(connection, statement, name);
        return true;
      } catch (SQLException e) {
        if (!BufferTable.isContention(e)) {
          throw e;
        }
        return false;
      } finally {
        limit.execute("set lock_timeout = " + DETACH_MILLIS);
      }
    }
  }
}
