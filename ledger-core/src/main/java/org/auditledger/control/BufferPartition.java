package org.auditledger.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.postgres.SqlText;

/**
 * A partition of the telemetry buffer, as the catalog has it.
 *
 * @param bound as PostgreSQL prints it
 * @param lower where it begins; a bound that is missing is open
 * @param upper before what it ends, likewise
 */
public record BufferPartition(
    String name, String bound, Optional<Instant> lower, Optional<Instant> upper) {

  /** Those that are attached, by name; none where there is no buffer. */
  public static List<BufferPartition> read(Connection connection) throws SQLException {
    List<BufferPartition> partitions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(SqlText.of(BufferPartition.class, "buffer_partitions"))) {
      while (rows.next()) {
        partitions.add(
            new BufferPartition(
                rows.getString(1), rows.getString(2), time(rows, 3), time(rows, 4)));
      }
    }
    return partitions;
  }

  /** For a person and the journal. */
  public String sentence() {
    return name + " " + bound;
  }

  /** Whether it takes what no other does. */
  public boolean isDefault() {
    return bound.equals("DEFAULT");
  }

  private static Optional<Instant> time(ResultSet rows, int column) throws SQLException {
    long micros = rows.getLong(column);
    return rows.wasNull()
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
