package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auditledger.chain.Head;
import org.auditledger.control.JournalTable;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Statement;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.SqlText;

/**
 * A backup without which nothing is to be migrated: what it says it is of. That it is whole is for
 * who read it.
 *
 * @param manifest the digest that names it
 * @param at the moment that it shows
 * @param fingerprint of the ledger's structure then
 */
public record RequiredBackup(
    Digest manifest,
    LedgerName ledger,
    Instant at,
    Head head,
    Digest fingerprint,
    Optional<JournalHead> journal) {

  /** Whoever upgrades today has taken it for that. */
  private static final Duration FRESH = Duration.ofDays(1);

  /** What says nothing of the ledger that a backup from before would lack. */
  private static final Set<Kind> HARMLESS = EnumSet.of(Kind.BACKUP_TAKEN, Kind.CHECKPOINT);

  /**
   * Requires that it is of this ledger as it is, but for entries that came since.
   *
   * @throws MigrationException when it is of another, or of a moment long ago
   */
  void requireFresh(Connection connection, Situation situation, Workplace place)
      throws SQLException {
    if (!ledger.equals(place.authority().ledger())) {
      throw refused("it is of the ledger " + ledger + ", not " + place.authority().ledger());
    }
    Duration age = Duration.between(at, place.authority().clock().instant());
    if (age.compareTo(FRESH) > 0) {
      throw refused("it is " + age.toHours() + " hours old, and may be " + FRESH.toHours());
    }
    if (!situation.structure().digest().equals(fingerprint)) {
      throw refused("the ledger's structure has changed since");
    }
    requireEntry(connection);
    requireJournal(connection, situation, place);
  }

  private void requireEntry(Connection connection) throws SQLException {
    if (head.sequence() == 0) {
      return;
    }
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(RequiredBackup.class, "entry_hash"))) {
      query.setLong(1, head.sequence());
      try (ResultSet row = query.executeQuery()) {
        String found = row.next() ? row.getString(1) : "none";
        if (!found.equals(head.hash().hex())) {
          throw refused(
              "its last entry, "
                  + head.sequence()
                  + ", has the hash "
                  + head.hash()
                  + ", and here it is "
                  + found);
        }
      }
    }
  }

  private void requireJournal(Connection connection, Situation situation, Workplace place)
      throws SQLException {
    if (journal.isEmpty() && !situation.isFounded()) {
      return;
    }
    if (journal.isEmpty() != !situation.isFounded()) {
      throw refused("the ledger has a journal, and it has none, or the other way round");
    }
    JournalHead end = journal.get();
    List<String> news = new ArrayList<>();
    JournalReader unused =
        JournalTable.read(
            connection,
            place.authority().trustedWithSigner(),
            entry -> news(entry, end).ifPresent(news::add));
    if (news.isEmpty()) {
      throw refused("statement " + end.position() + " of its journal is not here");
    }
    news.removeIf(String::isEmpty);
    if (!news.isEmpty()) {
      throw refused(news.get(0));
    }
  }

  /** What a statement makes of it: empty where it is the backup's last, and it is the same. */
  private static Optional<String> news(JournalEntry entry, JournalHead end) {
    Optional<Statement> statement = entry.statement();
    if (entry.position() == end.position()) {
      return Optional.of(
          statement.map(Statement::head).equals(Optional.of(end))
              ? ""
              : "statement " + end.position() + " of its journal is another one here");
    }
    boolean harmless = statement.map(Statement::kind).filter(HARMLESS::contains).isPresent();
    return entry.position() > end.position() && !harmless
        ? Optional.of("the journal has statement " + entry.position() + ", which came since")
        : Optional.empty();
  }

  private static MigrationException refused(String why) {
    return new MigrationException(
        Trouble.REFUSED,
        "nothing was changed: the backup is not of this ledger as it is now",
        why,
        "take one now: audit-ledger backup --output FILE");
  }
}
