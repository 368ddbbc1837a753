package org.auditledger.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Looks every few milliseconds how long anybody who writes or reads has been waiting for a lock on
 * the ledger's table. A stall is that, or the machine's doing; this tells them apart, to within the
 * time between two looks.
 */
final class TableWaits implements AutoCloseable {

  private static final long BETWEEN_LOOKS_MILLIS = 3;
  private static final String LONGEST_NOW =
      """
      select coalesce(max(extract(epoch from clock_timestamp() - waitstart) * 1e9), 0)::bigint
      from pg_locks
      where not granted and locktype = 'relation'
        and relation = 'public.ledger_entries'::regclass
        and mode in ('AccessShareLock', 'RowExclusiveLock')
      """;

  private final Connection connection;
  private final Thread thread = new Thread(this::watch, "table-waits");
  private volatile boolean stopped;
  private long longest; // guarded by this

  TableWaits(Connection connection) {
    this.connection = connection;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try (PreparedStatement query = connection.prepareStatement(LONGEST_NOW)) {
      while (!stopped) {
        try (ResultSet row = query.executeQuery()) {
          row.next();
          seen(row.getLong(1));
        }
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("nobody watches for locks", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void seen(long nanos) {
    longest = Math.max(longest, nanos);
  }

  /** The longest since it was last asked. */
  synchronized Duration lap() {
    if (!stopped && !thread.isAlive()) {
      throw new IllegalStateException("nobody watches for locks");
    }
    Duration lap = Duration.ofNanos(longest);
    longest = 0;
    return lap;
  }

  @Override
  public void close() throws SQLException {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
