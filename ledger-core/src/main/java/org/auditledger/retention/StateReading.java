package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.PartitionRecord;
import org.auditledger.postgres.SqlText;

/** Reads the buffer, beside what the journal says of it. */
final class StateReading {

  private final Connection transaction;
  private final BufferHistory history;
  private final Instant now;

  private StateReading(Connection transaction, BufferHistory history, Instant now) {
    this.transaction = transaction;
    this.history = history;
    this.now = now;
  }

  /** The buffer as this transaction sees it. How many records there are is not counted yet. */
  static BufferState read(Connection transaction, LedgerName ledger, BufferHistory history)
      throws SQLException {
    Instant now = now(transaction);
    StateReading reading = new StateReading(transaction, history, now);
    List<StoredPartition> partitions = reading.partitions();
    Set<String> found = new HashSet<>();
    partitions.forEach(partition -> found.add(partition.name()));
    return new BufferState(
        ledger,
        now,
        partitions,
        reading.expected().stream().filter(name -> !found.contains(name)).toList(),
        names(transaction),
        retentions(transaction),
        history.holds());
  }

  private List<StoredPartition> partitions() throws SQLException {
    List<FoundTable> tables = new ArrayList<>();
    try (PreparedStatement query = transaction.prepareStatement(sql("state_partitions"))) {
      query.setArray(1, transaction.createArrayOf("text", expected().toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tables.add(FoundTable.of(rows));
        }
      }
    }
    List<StoredPartition> partitions = new ArrayList<>();
    Inhabitants inhabitants = new Inhabitants(transaction, history.holds(), now);
    for (FoundTable table : tables) {
      Optional<PartitionRecord> record =
          Optional.ofNullable(history.partitions().get(table.name())).filter(table::isTheOneOf);
      partitions.add(inhabitants.of(table.with(record)));
    }
    return partitions;
  }

  /** Those that the journal says are there, attached or not any more. */
  private List<String> expected() {
    return history.partitions().values().stream()
        .filter(record -> !record.isGone())
        .map(PartitionRecord::name)
        .toList();
  }

  static Instant now(Connection transaction) throws SQLException {
    try (Statement statement = transaction.createStatement();
        ResultSet row = statement.executeQuery(sql("state_now"))) {
      row.next();
      return Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS);
    }
  }

  static SortedMap<String, Integer> retentions(Connection transaction) throws SQLException {
    SortedMap<String, Integer> retentions = new TreeMap<>();
    try (Statement statement = transaction.createStatement();
        ResultSet rows = statement.executeQuery(sql("state_tenants"))) {
      while (rows.next()) {
        retentions.put(rows.getString(1), rows.getInt(2));
      }
    }
    return retentions;
  }

  private static Set<String> names(Connection transaction) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = transaction.createStatement();
        ResultSet rows = statement.executeQuery(sql("state_names"))) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static String sql(String name) {
    return SqlText.of(StateReading.class, name);
  }
}
