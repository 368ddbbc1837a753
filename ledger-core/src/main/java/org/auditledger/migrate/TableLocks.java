package org.auditledger.migrate;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.auditledger.migrate.DeclaredLock.When;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.Patience;
import org.auditledger.postgres.SqlText;

/**
 * Takes the locks of a migration without making writers queue behind it. First one that writers do
 * not notice and before which autovacuum yields; under it nobody else can change the table. Then
 * the strong one, which is given up after a moment and tried again: whoever waits for it makes all
 * others wait behind.
 */
final class TableLocks {

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String DEADLOCK = "40P01";

  /** Longer than deadlock_timeout, after which autovacuum is told to go. */
  private static final int QUIET_MILLIS = 5_000;

  private static final int STRONG_MILLIS = 50;

  private final Connection connection;
  private final Patience patience;
  private final Consumer<String> progress;

  TableLocks(Connection connection, Patience patience, Consumer<String> progress) {
    this.connection = connection;
    this.patience = patience;
    this.progress = progress;
  }

  /** Whether a failure means that a lock was not to be had, and trying again may help. */
  static boolean isContention(SQLException e) {
    return LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState());
  }

  /** Keeps everybody else from changing these tables; nobody notices who reads or writes. */
  void takeQuietly(List<DeclaredLock> locks) throws SQLException {
    Set<String> tables = new LinkedHashSet<>();
    locks.forEach(lock -> tables.addAll(lock.tables()));
    take(LockMode.SHARE_UPDATE_EXCLUSIVE, existing(List.copyOf(tables)), QUIET_MILLIS);
  }

  /**
   * Takes what the migration says it takes first. What its script takes at its end is taken and
   * given back at once: whoever would be in the way is waited for, and named, before the script
   * does its work in vain. The script then waits as briefly as is waited here.
   */
  void takeStrongly(List<DeclaredLock> locks) throws SQLException {
    for (DeclaredLock lock : locks) {
      if (lock.mode().stopsWriters() && lock.when() != When.MAYBE) {
        Savepoint before = connection.setSavepoint();
        take(lock.mode(), existing(lock.tables()), STRONG_MILLIS);
        if (lock.when() == When.AT_THE_END) {
          connection.rollback(before);
        }
        connection.releaseSavepoint(before);
      }
    }
    setTimeout(STRONG_MILLIS);
  }

  private void take(LockMode mode, List<String> tables, int millis) throws SQLException {
    if (tables.isEmpty()) {
      return;
    }
    setTimeout(millis);
    String sql = "lock table " + String.join(", ", tables) + " in " + mode.sql() + " mode";
    while (!attempt(sql)) {
      if (patience.exhausted()) {
        throw new MigrationException(
            Trouble.LOCKED,
            mode.sql() + " on " + String.join(", ", tables) + " was not to be had in time",
            "after " + patience.waited().toSeconds() + " s, held by " + holders(tables),
            "wait for it to end, or end it, and run this again; nothing was changed");
      }
      if (patience.worthSaying()) {
        progress.accept("waiting for " + mode.sql() + ", held by " + holders(tables));
      }
      patience.pause();
    }
  }

  private boolean attempt(String sql) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      if (!isContention(e)) {
        throw e;
      }
      connection.rollback(before);
      connection.releaseSavepoint(before);
      return false;
    }
  }

  private void setTimeout(int millis) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local lock_timeout = " + millis);
    }
  }

  private List<String> existing(List<String> tables) throws SQLException {
    return lines("existing_tables", tables);
  }

  private String holders(List<String> tables) throws SQLException {
    List<String> holders = lines("table_holders", tables);
    return holders.isEmpty() ? "somebody who has just let go" : String.join("; ", holders);
  }

  private List<String> lines(String query, List<String> tables) throws SQLException {
    Array names = connection.createArrayOf("text", tables.toArray());
    List<String> lines = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(SqlText.of(TableLocks.class, query))) {
      statement.setArray(1, names);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
      }
    } finally {
      names.free();
    }
    return lines;
  }
}
