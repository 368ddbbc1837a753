package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldPlaced;

/**
 * Whose records a partition holds: by its index, so that a look at hundreds of partitions takes a
 * moment. Before one of them goes it is read whole.
 */
final class Inhabitants {

  private final Connection transaction;
  private final PartitionSource source;
  private final List<HoldPlaced> bySubject;

  Inhabitants(Connection transaction, List<Hold> holds, Instant now) throws SQLException {
    this.transaction = transaction;
    this.source = PartitionSource.of(transaction);
    this.bySubject =
        holds.stream()
            .map(Hold::placed)
            .filter(hold -> hold.subject().isPresent() && !hold.hasExpired(now))
            .toList();
  }

  /** The same partition, with them. One that never goes is not looked into. */
  StoredPartition of(StoredPartition partition) throws SQLException {
    if (partition.kind() != StoredPartition.Kind.TABLE
        || partition.from().isEmpty()
        || partition.to().isEmpty()) {
      return partition;
    }
    SortedSet<String> tenants = tenants(partition);
    Set<String> subjectHolds = new HashSet<>();
    for (HoldPlaced hold : bySubject) {
      if (hold.covers(partition.from().get(), partition.to().get())
          && holds(partition, hold, tenants)) {
        subjectHolds.add(hold.hold());
      }
    }
    return partition.inhabitedBy(tenants, subjectHolds);
  }

  /** How many records it holds, counted one by one. */
  static long count(Connection transaction, StoredPartition partition) throws SQLException {
    String query = PartitionSource.of(transaction).query("partition_rows", partition);
    try (Statement statement = transaction.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private SortedSet<String> tenants(StoredPartition partition) throws SQLException {
    SortedSet<String> tenants = new TreeSet<>();
    try (Statement statement = transaction.createStatement();
        ResultSet rows = statement.executeQuery(source.query("partition_tenants", partition))) {
      while (rows.next()) {
        tenants.add(rows.getString(1));
      }
    }
    return tenants;
  }

  private boolean holds(StoredPartition partition, HoldPlaced hold, Set<String> tenants)
      throws SQLException {
    Optional<String> only = hold.tenant();
    Set<String> asked = only.isPresent() ? Set.of(only.get()) : tenants;
    try (PreparedStatement query =
        transaction.prepareStatement(source.query("partition_subject", partition))) {
      query.setArray(1, transaction.createArrayOf("text", asked.toArray()));
      query.setString(2, hold.subject().orElseThrow());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
