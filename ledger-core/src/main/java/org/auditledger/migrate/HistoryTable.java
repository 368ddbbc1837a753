package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.auditledger.postgres.SqlText;

/**
 * The tables in which Flyway records what it did. They are only added to: what is in effect is what
 * their rows come to, in order.
 */
public final class HistoryTable {

  /** The control set's, in the schema {@code audit_ledger}. */
  public static final String CONTROL = "control_history";

  /** The ledger set's, in the same schema. */
  public static final String LEDGER = "ledger_history";

  /** A history is as long as what people did to one database, and they are few. */
  static final int MAX_ROWS = 10_000;

  private static final Pattern NAME = Pattern.compile("[a-z_]{1,63}");

  private HistoryTable() {}

  /** Whether there is such a table, which says nothing about whether one may read it. */
  public static boolean exists(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SqlText.of(HistoryTable.class, "history_exists"))) {
      statement.setString(1, name(table));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  /** All its rows, oldest first; none when there is no such table. */
  public static List<HistoryRow> read(Connection connection, String table) throws SQLException {
    if (!exists(connection, table)) {
      return List.of();
    }
    List<HistoryRow> history = new ArrayList<>();
    String sql = SqlText.of(HistoryTable.class, "history").formatted(name(table));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, MAX_ROWS + 1);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          history.add(row(table, rows));
        }
      }
    }
    if (history.size() > MAX_ROWS) {
      throw refused(table + " has more than " + MAX_ROWS + " rows");
    }
    return List.copyOf(history);
  }

  /** Which versions are in effect, the lowest first. */
  public static List<Version> applied(List<HistoryRow> history) {
    SortedMap<Version, Deque<HistoryRow>> standing = new TreeMap<>();
    for (HistoryRow row : history) {
      if (row.version().isEmpty()) {
        continue;
      }
      Deque<HistoryRow> rows =
          standing.computeIfAbsent(row.version().get(), version -> new ArrayDeque<>());
      if (row.takesBack()) {
        // A failed row is taken back like any other, so that its version can be applied again.
        rows.pollLast();
      } else if (!row.type().equals(HistoryRow.DELETE)) {
        rows.add(row);
      }
    }
    return standing.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(HistoryRow::success))
        .map(entry -> entry.getKey())
        .toList();
  }

  private static HistoryRow row(String table, ResultSet rows) throws SQLException {
    int rank = rows.getInt(1);
    String version = rows.getString(2);
    Optional<Version> parsed = version == null ? Optional.empty() : Version.parse(version);
    if (version != null && parsed.isEmpty()) {
      throw refused("row " + rank + " of " + table + " has a version that is no number");
    }
    Integer checksum = rows.getObject(6, Integer.class);
    return new HistoryRow(
        rank,
        parsed,
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        checksum == null ? OptionalInt.empty() : OptionalInt.of(checksum),
        rows.getString(7),
        // A time without a zone, written by sessions that are pinned to UTC.
        rows.getObject(8, LocalDateTime.class).toInstant(ZoneOffset.UTC),
        rows.getBoolean(9));
  }

  private static String name(String table) {
    if (!NAME.matcher(table).matches()) {
      throw new IllegalArgumentException("no history has the name \"" + table + "\"");
    }
    return table;
  }

  /** The state is the server's for an object that is not what it has to be. */
  private static SQLException refused(String what) {
    return new SQLException(
        what + " / it was not written by migrations / look at audit_ledger's tables", "55000");
  }
}
