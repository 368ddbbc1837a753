package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.journal.PartitionContents;
import org.auditledger.postgres.SqlText;
import org.jspecify.annotations.Nullable;

/**
 * What the database's own function has recorded of a drop. Whoever owns the database can write such
 * a record, too.
 *
 * @param from absent where the partition had no beginning
 * @param to absent where it had no end
 * @param by whose session it was
 */
record UnwitnessedDrop(
    long number,
    String partition,
    Optional<Instant> from,
    Optional<Instant> to,
    PartitionContents contents,
    String by,
    Instant at) {

  /** All that there are, in their order. */
  static List<UnwitnessedDrop> read(Connection transaction) throws SQLException {
    List<UnwitnessedDrop> drops = new ArrayList<>();
    try (PreparedStatement query =
            transaction.prepareStatement(SqlText.of(UnwitnessedDrop.class, "unwitnessed_drops"));
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        drops.add(
            new UnwitnessedDrop(
                rows.getLong(1),
                rows.getString(2),
                Optional.ofNullable(time(rows, 3)),
                Optional.ofNullable(time(rows, 4)),
                new PartitionContents(
                    rows.getLong(5),
                    Optional.ofNullable(time(rows, 6)),
                    Optional.ofNullable(time(rows, 7)),
                    Digest.ofHex(rows.getString(8))),
                rows.getString(9),
                Instant.EPOCH.plus(rows.getLong(10), ChronoUnit.MICROS)));
      }
    }
    return drops;
  }

  private static @Nullable Instant time(ResultSet rows, int column) throws SQLException {
    long micros = rows.getLong(column);
    return rows.wasNull() ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
