package org.auditledger.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.auditledger.checkpoint.ListedSeal;
import org.auditledger.checkpoint.SealList;
import org.auditledger.journal.JournalTime;
import org.auditledger.postgres.SqlText;

/**
 * How far a ledger is sealed.
 *
 * @param sealed up to which entry
 * @param at when that was signed, if it ever was
 * @param oldest when the first entry arrived that is not sealed, if there is one
 */
record SealFacts(long entries, long sealed, Optional<Instant> at, Optional<Instant> oldest) {

  /** Seals that nobody who is trusted signed may stand before the one that counts. */
  static final int ENOUGH = 1000;

  static SealFacts read(Connection connection, SealList list) throws SQLException {
    ListedSeal.Worth worth =
        list.checked() ? ListedSeal.Worth.COUNTS : ListedSeal.Worth.NOT_CHECKED;
    Optional<Instant> at =
        list.seals().stream()
            .filter(seal -> seal.worth() == worth)
            .findFirst()
            .flatMap(seal -> JournalTime.read(seal.at()));
    return new SealFacts(
        list.entries(),
        list.sealed(),
        at,
        list.sealed() < list.entries() ? arrival(connection, list.sealed() + 1) : Optional.empty());
  }

  private static Optional<Instant> arrival(Connection connection, long sequence)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(SealFacts.class, "entry_time"))) {
      query.setLong(1, sequence);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS))
            : Optional.empty();
      }
    }
  }
}
