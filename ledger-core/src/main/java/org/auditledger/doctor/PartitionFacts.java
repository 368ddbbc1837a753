package org.auditledger.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.control.BufferPartition;
import org.auditledger.postgres.SqlText;

/**
 * The buffer's partitions, as the catalog has them.
 *
 * @param exists whether there is a buffer
 * @param now by the server's clock
 * @param defaultRows how many records the default partition is believed to hold, if there is one
 */
record PartitionFacts(
    boolean exists, Instant now, List<BufferPartition> partitions, OptionalLong defaultRows) {

  PartitionFacts {
    partitions = List.copyOf(partitions);
  }

  static PartitionFacts read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SqlText.of(PartitionFacts.class, "buffer"))) {
      row.next();
      long rows = row.getLong(2);
      OptionalLong defaultRows =
          row.wasNull() ? OptionalLong.empty() : OptionalLong.of(Math.max(0, rows));
      return new PartitionFacts(
          row.getBoolean(1),
          Instant.EPOCH.plus(row.getLong(3), ChronoUnit.MICROS),
          BufferPartition.read(connection),
          defaultRows);
    }
  }

  /**
   * For how long from now on every record has a partition, none where that of now has none; nothing
   * where it has no end.
   */
  Optional<Duration> room() {
    Instant end = now;
    while (true) {
      Instant from = end;
      Optional<BufferPartition> next =
          partitions.stream().filter(one -> !one.isDefault() && takes(one, from)).findAny();
      if (next.isEmpty()) {
        return Optional.of(Duration.between(now, end));
      }
      if (next.get().upper().isEmpty()) {
        return Optional.empty();
      }
      end = next.get().upper().get();
    }
  }

  private static boolean takes(BufferPartition partition, Instant time) {
    return partition.lower().filter(time::isBefore).isEmpty()
        && partition.upper().filter(upper -> !time.isBefore(upper)).isEmpty();
  }
}
