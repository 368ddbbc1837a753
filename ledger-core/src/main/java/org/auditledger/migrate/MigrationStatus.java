package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.LedgerAdopted;
import org.auditledger.journal.MigrationReceipt;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;

/**
 * Where a ledger stands: each migration, in effect or not, and what the journal says about it.
 *
 * @param ledger its name, once its own history has begun
 * @param state what its schema is recognised as, for a person
 * @param adopted how it was found, if it was not made new
 * @param unfinished the version whose preparation began and whose receipt is missing
 * @param defects how many places of the journal do not hold
 * @param unknown how many statements are signed by keys that are not trusted
 * @param history everything that was done, oldest first
 */
public record MigrationStatus(
    Optional<LedgerName> ledger,
    String state,
    Optional<LedgerAdopted> adopted,
    List<Line> migrations,
    Optional<String> unfinished,
    long statements,
    long defects,
    long unknown,
    List<RecordedMigration> history) {

  /**
   * A migration.
   *
   * @param ancestor what the ancestor calls the step that it is a part of
   * @param at when it was applied, as its receipt or else its row in the history says
   * @param receipt the position of its receipt; none for what was there at adoption
   */
  public record Line(
      String set,
      String version,
      String description,
      Optional<String> ancestor,
      boolean inEffect,
      Optional<String> at,
      Optional<String> by,
      OptionalLong receipt) {}

  public MigrationStatus {
    migrations = List.copyOf(migrations);
    history = List.copyOf(history);
  }

  /** Reads it in somebody's transaction. */
  public static MigrationStatus read(
      Connection transaction, MigrationSets sets, TrustedKeys trusted) throws SQLException {
    return of(sets, Situation.read(transaction, trusted));
  }

  /** The set and version of each migration that is in effect and that these sets do not have. */
  public List<String> newerThan(MigrationSets sets) {
    Map<String, RecordedMigration> last = new LinkedHashMap<>();
    for (RecordedMigration done : history) {
      MigrationReceipt receipt = done.receipt();
      last.put(receipt.script().set() + " " + receipt.script().version(), done);
    }
    List<String> newer = new ArrayList<>();
    last.forEach(
        (name, done) -> {
          if (!done.reverted() && !has(sets, done)) {
            newer.add(name);
          }
        });
    return newer;
  }

  private static boolean has(MigrationSets sets, RecordedMigration done) {
    return Stream.of(sets.control(), sets.ledger())
        .filter(set -> set.name().equals(done.receipt().script().set()))
        .anyMatch(set -> done.version().flatMap(set::find).isPresent());
  }

  static MigrationStatus of(MigrationSets sets, Situation situation) {
    List<Line> lines = new ArrayList<>();
    for (MigrationSet set : List.of(sets.control(), sets.ledger())) {
      Map<Version, RecordedMigration> receipts = new HashMap<>();
      for (RecordedMigration migration : situation.journal().migrations()) {
        if (migration.receipt().script().set().equals(set.name())) {
          migration.version().ifPresent(version -> receipts.put(version, migration));
        }
      }
      for (Migration migration : set.migrations()) {
        lines.add(line(set, migration, situation, receipts.get(migration.version())));
      }
    }
    return new MigrationStatus(
        situation.reader().ledger(),
        Planning.state(situation.schema()),
        situation.journal().adopted(),
        lines,
        situation.journal().unfinished().map(started -> started.script().version()),
        situation.reader().head().position(),
        situation.reader().defects().total(),
        situation.reader().unknown(),
        situation.journal().migrations());
  }

  private static Line line(
      MigrationSet set,
      Migration migration,
      Situation situation,
      @Nullable RecordedMigration receipt) {
    boolean inEffect = situation.applied(set).contains(migration.version());
    Optional<HistoryRow> row =
        situation.history(set).stream()
            .filter(r -> r.version().equals(Optional.of(migration.version())) && r.success())
            .reduce((before, after) -> after)
            .filter(r -> inEffect);
    Optional<RecordedMigration> recorded =
        Optional.ofNullable(receipt).filter(r -> inEffect && !r.reverted());
    Optional<String> ancestor =
        set.name().equals(MigrationSet.LEDGER)
            ? AncestorRevision.of(migration.version()).map(AncestorRevision::revision)
            : Optional.empty();
    return new Line(
        set.name(),
        migration.version().toString(),
        migration.description(),
        ancestor,
        inEffect,
        recorded.map(RecordedMigration::at).or(() -> row.map(r -> r.installedOn().toString())),
        recorded.map(r -> r.actor().databaseRole()).or(() -> row.map(HistoryRow::installedBy)),
        recorded.map(r -> OptionalLong.of(r.position())).orElse(OptionalLong.empty()));
  }
}
