package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.chain.Noted;
import org.auditledger.journal.JournalDefect;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.migrate.Verification.Check;
import org.auditledger.migrate.Verification.Subject;
import org.auditledger.schema.Difference;
import org.auditledger.schema.SchemaDocument;

/** Compares a ledger's schema with what its own history says of it. It only reads. */
final class Verifying {

  private final Connection connection;
  private final MigrationSets sets;
  private final Situation situation;
  private final boolean trustsNobody;
  private final List<Check> checks = new ArrayList<>();

  Verifying(Connection connection, MigrationSets sets, Situation situation, boolean trustsNobody) {
    this.connection = connection;
    this.sets = sets;
    this.situation = situation;
    this.trustsNobody = trustsNobody;
  }

  Verification run() throws SQLException {
    if (!situation.isFounded()) {
      checks.add(
          trustsNobody
              ? Check.notChecked(
                  Subject.JOURNAL, "journal", "the ledger is not adopted: it has no journal")
              : missing());
      return new Verification(checks);
    }
    journal();
    for (MigrationSet set : List.of(sets.control(), sets.ledger())) {
      receipts(set);
      scripts(set);
      document(
          Subject.STRUCTURE,
          set.name() + " structure",
          situation.recordedStructure(connection, set),
          new CatalogReader(SetHome.of(set).objects()).structure(connection));
      document(
          Subject.PROTECTION,
          set.name() + " protection",
          situation.recordedPosture(connection, set),
          new CatalogReader(SetHome.of(set).objects()).posture(connection));
    }
    return new Verification(checks);
  }

  /** Whoever has the key of a ledger's journal knows that there was one. */
  private static Check missing() {
    return Check.of(
        Subject.JOURNAL,
        "journal",
        Trouble.HISTORY,
        List.of(
            "there is none, and a key is trusted that signs one: it was removed, or never was"));
  }

  private void journal() {
    Noted<JournalDefect> defects = situation.reader().defects();
    List<String> details = new ArrayList<>();
    defects.first().forEach(defect -> details.add(defect.toString()));
    if (defects.total() > defects.first().size()) {
      details.add(defects.total() + " defects in all");
    }
    checks.add(Check.of(Subject.JOURNAL, "journal chain", Trouble.HISTORY, details));
    long unknown = situation.reader().unknown();
    if (trustsNobody) {
      checks.add(
          Check.notChecked(
              Subject.SIGNATURES,
              "journal signatures",
              "no key is trusted: give the ledger's verifier key by --trust"));
    } else if (unknown > 0) {
      checks.add(
          Check.notChecked(
              Subject.SIGNATURES,
              "journal signatures",
              unknown
                  + " statements are signed by keys that are not trusted, the first of them "
                  + situation.journal().firstUnknown().orElse(0)));
    } else {
      checks.add(Check.pass(Subject.SIGNATURES, "journal signatures"));
    }
  }

  /** Every migration in effect has exactly the receipts it should have, and the other way round. */
  private void receipts(MigrationSet set) {
    Map<Version, RecordedMigration> last = new HashMap<>();
    for (RecordedMigration migration : situation.journal().migrations()) {
      if (migration.receipt().script().set().equals(set.name())) {
        migration.version().ifPresent(version -> last.put(version, migration));
      }
    }
    List<String> details = new ArrayList<>();
    for (Version version : situation.applied(set)) {
      RecordedMigration receipt = last.remove(version);
      if (receipt == null && !wasAdopted(set, version)) {
        details.add("version " + version + " is in the history and has no receipt");
      } else if (receipt != null && receipt.reverted()) {
        details.add("version " + version + " is in the history, and was reverted by its receipt");
      } else if (receipt != null) {
        digest(set, version, receipt).ifPresent(details::add);
      }
    }
    SortedMap<Version, RecordedMigration> rest = new TreeMap<>(last);
    rest.forEach(
        (version, receipt) -> {
          if (!receipt.reverted() && !situation.journal().isGone(receipt)) {
            details.add("version " + version + " has a receipt and is not in the history");
          }
        });
    for (HistoryRow row : HistoryTable.unanswered(situation.history(set))) {
      details.add("row " + row.rank() + " of the history was left by a migration that failed");
    }
    checks.add(Check.of(Subject.HISTORY, set.name() + " history", Trouble.HISTORY, details));
  }

  private boolean wasAdopted(MigrationSet set, Version version) {
    return set.name().equals(MigrationSet.LEDGER)
        && situation
            .journal()
            .adopted()
            .flatMap(adopted -> KnownStates.named(adopted.state()))
            .flatMap(KnownState::version)
            .filter(upTo -> version.compareTo(upTo) <= 0)
            .isPresent();
  }

  private static Optional<String> digest(
      MigrationSet set, Version version, RecordedMigration receipt) {
    Optional<Migration> migration = set.find(version);
    if (migration.isEmpty()) {
      return Optional.of("version " + version + " is not known to this program");
    }
    return migration.get().deploy().sha256().equals(receipt.receipt().script().sha256())
        ? Optional.empty()
        : Optional.of("version " + version + " was applied from another file than this program's");
  }

  /** Each migration's own check. */
  private void scripts(MigrationSet set) throws SQLException {
    List<String> details = new ArrayList<>();
    for (Version version : situation.applied(set)) {
      Optional<Migration> migration = set.find(version);
      if (migration.isPresent()) {
        Effect.missing(connection, migration.get()).ifPresent(details::add);
      }
    }
    checks.add(Check.of(Subject.EFFECT, set.name() + " scripts", Trouble.DRIFT, details));
  }

  private void document(
      Subject subject, String name, Optional<SchemaDocument> recorded, SchemaDocument found) {
    if (recorded.isEmpty()) {
      checks.add(
          Check.notChecked(subject, name, "nothing was recorded that it could be compared with"));
      return;
    }
    List<String> details =
        recorded.get().differencesTo(found).stream().map(Difference::sentence).toList();
    checks.add(Check.of(subject, name, Trouble.DRIFT, details));
  }
}
