package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.auditledger.postgres.Patience;
import org.auditledger.retention.RetentionException.Trouble;

/**
 * Takes a detached table away. First what ties it to the tenants, in a transaction of its own:
 * together with the table it would keep everybody from the tenants, and so from the buffer, for as
 * long as the files take to go.
 */
final class PartitionRemoval {

  /** Everybody who inserts queues behind who waits for the tenants. */
  private static final int TENANTS_MILLIS = 50;

  private final Connection connection;
  private final Patience patience;
  private final Consumer<String> progress;

  PartitionRemoval(Connection connection, Patience patience, Consumer<String> progress) {
    this.connection = connection;
    this.patience = patience;
    this.progress = progress;
  }

  /** Drops the keys that refer to other tables, each attempt a transaction. */
  void untie(String name) throws SQLException {
    connection.setAutoCommit(false);
    try {
      while (!attempt(name)) {
        if (patience.exhausted()) {
          throw new RetentionException(
              Trouble.BUSY,
              "partition " + name + " was not taken from its tenants in time",
              "for "
                  + patience.waited().toSeconds()
                  + " s somebody has held public.tenants at every attempt",
              "wait for it to end and run this again: it goes on from here");
        }
        if (patience.worthSaying()) {
          progress.accept("waiting for public.tenants, to drop the foreign key of " + name);
        }
        patience.pause();
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private boolean attempt(String name) throws SQLException {
    try {
      BufferTable.limitWaits(connection, TENANTS_MILLIS);
      BufferTable.run(connection, "drop_foreign_keys", name);
      connection.commit();
      return true;
    } catch (SQLException e) {
      if (!BufferTable.isContention(e)) {
        throw e;
      }
      connection.rollback();
      return false;
    }
  }

  /** Drops the table in the caller's transaction, which has its receipt. Never an attached one. */
  static void drop(Connection transaction, String name) throws SQLException {
    if (BufferTable.run(transaction, "drop_detached", name) != 1) {
      throw new RetentionException(
          Trouble.NAME,
          "there is no detached table " + name,
          "it is gone, or attached again, or something else has its name",
          "find out who did that; audit-ledger verify names what has no receipt");
    }
  }
}
