package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.control.JournalTable;
import org.auditledger.journal.JournalReader;
import org.auditledger.postgres.Session;
import org.auditledger.signature.TrustedKeys;

/**
 * The tables of a ledger's own history for a ledger that comes from elsewhere, and in them what
 * Flyway would have written there: the versions that the journal says are in effect. From then on
 * migrations go on as if they had been run here.
 */
public final class CopiedHistory {

  private final MigrationSets sets;
  private final HistoryRows control;
  private final HistoryRows ledger;

  private CopiedHistory(MigrationSets sets, HistoryRows control, HistoryRows ledger) {
    this.sets = sets;
    this.control = control;
    this.ledger = ledger;
  }

  /**
   * Asks Flyway what it would write; nothing is written yet.
   *
   * @param session in no transaction
   */
  public static CopiedHistory of(Session session, MigrationSets sets) {
    return new CopiedHistory(
        sets, HistoryRows.of(sets.control(), session), HistoryRows.of(sets.ledger(), session));
  }

  /** Makes the tables, in the caller's transaction. */
  public void makeTables(Connection transaction) throws SQLException {
    try (Statement statement = transaction.createStatement()) {
      for (Migration migration : sets.control().migrations()) {
        statement.execute(migration.deploy().sql());
      }
    }
  }

  /** Fills in the histories, once the journal is there. */
  public void fillIn(Connection transaction, TrustedKeys trusted) throws SQLException {
    MigrationJournal journal = new MigrationJournal();
    JournalReader unused = JournalTable.read(transaction, trusted, journal::accept);
    control.insert(transaction, inEffect(journal, sets.control())::contains);
    ledger.insert(transaction, inEffect(journal, sets.ledger())::contains);
  }

  private static Set<Version> inEffect(MigrationJournal journal, MigrationSet set) {
    Set<Version> versions = new TreeSet<>();
    boolean isLedger = set.name().equals(MigrationSet.LEDGER);
    if (isLedger && journal.adopted().isPresent()) {
      Version found =
          KnownStates.named(journal.adopted().get().state())
              .flatMap(KnownState::version)
              .orElse(null);
      for (Migration migration : set.migrations()) {
        if (found != null && migration.version().compareTo(found) <= 0) {
          versions.add(migration.version());
        }
      }
    }
    for (RecordedMigration done : journal.migrations()) {
      if (done.receipt().script().set().equals(set.name())) {
        Version version = done.version().orElseThrow();
        boolean removed = done.reverted() || journal.isGone(done);
        boolean unused = removed ? versions.remove(version) : versions.add(version);
      }
    }
    return versions;
  }
}
