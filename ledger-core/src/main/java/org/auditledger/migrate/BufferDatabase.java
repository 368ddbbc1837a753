package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.postgres.SqlText;

/**
 * What only a database can say of partitions that are not attached, and a backup cannot.
 *
 * @param drops what its drop function says that it dropped, by name
 * @param tables those names under which there is something that is not attached
 * @param now the server's time
 */
record BufferDatabase(Map<String, List<Drop>> drops, Set<String> tables, Instant now) {

  /** What the drop function says that it did to a partition. */
  record Drop(long number, String bound, String by) {}

  BufferDatabase {
    drops = Map.copyOf(drops);
    tables = Set.copyOf(tables);
  }

  /**
   * Looks.
   *
   * @param names of partitions that are not attached
   */
  static BufferDatabase read(Connection transaction, Set<String> names) throws SQLException {
    return new BufferDatabase(drops(transaction), tables(transaction, names), now(transaction));
  }

  /**
   * The record that there is of the drop of this partition.
   *
   * @param journalled the numbers of those that are of an earlier one, or in dispute
   */
  Optional<Drop> dropOf(String name, String bound, Set<Long> journalled) {
    return drops.getOrDefault(name, List.of()).stream()
        .filter(drop -> drop.bound().equals(bound) && !journalled.contains(drop.number()))
        .findFirst();
  }

  private static Map<String, List<Drop>> drops(Connection transaction) throws SQLException {
    Map<String, List<Drop>> drops = new HashMap<>();
    try (PreparedStatement query =
            transaction.prepareStatement(SqlText.of(BufferDatabase.class, "partition_drops"));
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        drops
            .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
            .add(new Drop(rows.getLong(4), rows.getString(2), rows.getString(3)));
      }
    }
    return drops;
  }

  private static Set<String> tables(Connection transaction, Set<String> names) throws SQLException {
    Set<String> tables = new TreeSet<>();
    try (PreparedStatement query =
        transaction.prepareStatement(SqlText.of(BufferDatabase.class, "tables_left"))) {
      query.setArray(1, transaction.createArrayOf("text", names.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
    }
    return tables;
  }

  private static Instant now(Connection transaction) throws SQLException {
    try (PreparedStatement query =
            transaction.prepareStatement(SqlText.of(BufferDatabase.class, "server_time"));
        ResultSet row = query.executeQuery()) {
      row.next();
      return Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS);
    }
  }
}
