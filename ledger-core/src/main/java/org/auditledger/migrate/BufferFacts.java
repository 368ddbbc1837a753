package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.auditledger.control.BufferPartition;
import org.auditledger.control.PartitionTable;
import org.auditledger.control.Recorder;
import org.auditledger.control.RetentionTable;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.postgres.SqlText;

/**
 * What the journal has to know of the telemetry buffer, since its SQL function drops only by what
 * the journal knows: which partitions there are, and how long each tenant keeps its records.
 */
final class BufferFacts {

  private final Set<String> before = new HashSet<>();

  /** Which partitions there are before something happens. */
  void readBefore(Connection connection) throws SQLException {
    BufferPartition.read(connection).forEach(partition -> before.add(partition.name()));
  }

  /** Records the partitions that were made since, and each retention that is news. */
  void recordChanges(Connection connection, Recorder recorder) throws SQLException {
    List<PartitionCreated> made = new ArrayList<>();
    for (BufferPartition partition : BufferPartition.read(connection)) {
      if (!before.contains(partition.name())
          && partition.lower().isPresent()
          && partition.upper().isPresent()) {
        made.add(
            new PartitionCreated(
                partition.name(), partition.lower().get(), partition.upper().get(), false));
      }
    }
    PartitionTable.record(recorder, connection, made);
    recordRetentions(connection, recorder);
  }

  /**
   * Records the partitions that somebody else has made, as far as a statement can say their bounds.
   *
   * @return what was recorded, in words
   */
  static List<String> recordFound(Connection connection, Recorder recorder, BufferHistory history)
      throws SQLException {
    List<PartitionCreated> found = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    for (BufferPartition partition : BufferPartition.read(connection)) {
      if (!history.mayBeAttached(partition.name(), partition.bound())
          && partition.lower().isPresent()
          && partition.upper().isPresent()) {
        found.add(
            new PartitionCreated(
                partition.name(), partition.lower().get(), partition.upper().get(), true));
        sentences.add("partition " + partition.sentence() + ": attached");
      }
    }
    PartitionTable.record(recorder, connection, found);
    return sentences;
  }

  /** Records the retention of every tenant of whom the journal knows another one, or none. */
  static void recordRetentions(Connection connection, Recorder recorder) throws SQLException {
    List<TenantRetentionSet> news = new ArrayList<>();
    if (!exists(connection)) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SqlText.of(BufferFacts.class, "tenants"))) {
      while (rows.next()) {
        int days = rows.getInt(2);
        int known = rows.getInt(3);
        OptionalLong previous = rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(known);
        if (previous.isEmpty() || known != days) {
          news.add(new TenantRetentionSet(rows.getString(1), days, previous, true));
        }
      }
    }
    RetentionTable.record(recorder, connection, news);
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select pg_catalog.to_regclass('public.tenants') is not null")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
