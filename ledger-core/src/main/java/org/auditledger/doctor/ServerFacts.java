package org.auditledger.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.postgres.SqlText;

/**
 * The server's condition.
 *
 * @param version as server_version_num has it
 * @param standby whether it only follows another one
 * @param today this machine's time
 * @param skew how far the server's clock is from this machine's, at least
 * @param transactions how many there were since the oldest row that is not frozen
 * @param multixacts the same of shared row locks
 * @param recordedCollation the version of the collation that indexes were built with, if it has one
 * @param collation the version that the server has now
 * @param connections how many there are
 * @param places how many there can be, for who is no superuser
 * @param archivingFails whether the last attempt to archive WAL did
 * @param standbyNames whom commits wait for; empty where they wait for nobody
 * @param syncStandbys how many of them are there, if this role may know
 * @param unusedSlots replication slots that nobody uses, and what each keeps
 * @param invalidIndexes of the ledger's tables
 * @param replayLag how many seconds a standby is behind; of none where nothing has come yet
 */
record ServerFacts(
    int version,
    boolean standby,
    Instant today,
    Duration skew,
    long transactions,
    long multixacts,
    Optional<String> recordedCollation,
    String collation,
    long connections,
    long places,
    boolean archivingFails,
    String standbyNames,
    OptionalLong syncStandbys,
    List<String> unusedSlots,
    List<String> invalidIndexes,
    OptionalLong replayLag) {

  ServerFacts {
    unusedSlots = List.copyOf(unusedSlots);
    invalidIndexes = List.copyOf(invalidIndexes);
  }

  static ServerFacts read(Connection connection, Clock clock) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Instant before = clock.instant();
      try (ResultSet row = statement.executeQuery(SqlText.of(ServerFacts.class, "server"))) {
        row.next();
        Instant after = clock.instant();
        return of(row, before, after);
      }
    }
  }

  private static ServerFacts of(ResultSet row, Instant before, Instant after) throws SQLException {
    Instant there = Instant.EPOCH.plus(row.getLong(3), ChronoUnit.MICROS);
    return new ServerFacts(
        row.getInt(1),
        row.getBoolean(2),
        after,
        skew(there, before, after),
        row.getLong(4),
        row.getLong(5),
        Optional.ofNullable(row.getString(6)),
        row.getString(7),
        row.getLong(8),
        row.getLong(9),
        row.getBoolean(10),
        row.getString(11),
        number(row, 12),
        texts(row, 13),
        texts(row, 14),
        number(row, 15));
  }

  /** A clock that says a time between asking and being answered may be right. */
  private static Duration skew(Instant there, Instant before, Instant after) {
    if (there.isBefore(before)) {
      return Duration.between(there, before);
    }
    return there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
  }

  private static OptionalLong number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
