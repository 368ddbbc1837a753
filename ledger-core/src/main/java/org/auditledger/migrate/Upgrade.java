package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.Session;
import org.auditledger.schema.Difference;
import org.auditledger.schema.SchemaDocument;

/**
 * Brings a ledger forward, one migration after the other, under the migration lock: it makes one
 * where there is none, and adopts one that it recognises. What is done is done; a run that is cut
 * off at any point is gone on with by the next.
 */
final class Upgrade {

  private static final int SHOWN = 8;

  private final Workplace place;
  private final MigrationSets sets;
  private final Session session;
  private final Connection connection;
  private final List<RecordedStep> done = new ArrayList<>();

  Upgrade(Workplace place, MigrationSets sets, Session session) {
    this.place = place;
    this.sets = sets;
    this.session = session;
    this.connection = session.connection();
  }

  /** Applies everything up to this version of the ledger set. */
  UpgradeOutcome run(Version target) throws SQLException {
    Situation before = Usable.situation(connection, place.authority());
    requireForward(before, target);
    requireBackup(before);
    Optional<Founding> founding = founding(before);
    applyControl(before, founding);
    Situation founded = Situation.read(connection, place.authority().trustedWithSigner());
    Optional<SchemaDocument> expected = founded.recordedStructure(connection, sets.ledger());
    Optional<SchemaDocument> posture = founded.recordedPosture(connection, sets.ledger());
    for (Migration migration : sets.ledger().migrations()) {
      boolean due = migration.version().compareTo(target) <= 0;
      if (due && !founded.applied(sets.ledger()).contains(migration.version())) {
        Work work = Work.apply(sets.ledger(), migration, expected, posture);
        new Preparation(place, session).run(work);
        StepResult result = apply(work);
        expected = Optional.of(result.structure());
        posture = Optional.of(result.posture());
      }
    }
    return new UpgradeOutcome(
        place.authority().ledger(),
        place.authority().signer().verifier().toString(),
        begun(founding),
        done);
  }

  /** Makes the ledger's own history, or takes a ledger over, without touching its schema. */
  UpgradeOutcome adopt() throws SQLException {
    Situation before = Usable.situation(connection, place.authority());
    Optional<Founding> founding = founding(before);
    if (!(founding.orElse(null) instanceof Adoption)) {
      throw new MigrationException(
          Trouble.REFUSED,
          before.isFounded() ? "this ledger is adopted already" : "there is no ledger to adopt",
          before.isFounded()
              ? "its journal begins with " + before.journal().first().orElseThrow().kind()
              : "the database has none of its tables",
          before.isFounded()
              ? "to bring it to the newest version: audit-ledger migrate upgrade"
              : "to make a new one: audit-ledger migrate upgrade");
    }
    requireBackup(before);
    applyControl(before, founding);
    return new UpgradeOutcome(
        place.authority().ledger(),
        place.authority().signer().verifier().toString(),
        begun(founding),
        done);
  }

  private void requireBackup(Situation before) throws SQLException {
    if (place.backup().isPresent()) {
      place.backup().get().requireFresh(connection, before, place);
    }
  }

  private void applyControl(Situation before, Optional<Founding> founding) throws SQLException {
    Optional<Founding> begin = founding;
    Optional<SchemaDocument> expected = before.recordedStructure(connection, sets.control());
    Optional<SchemaDocument> posture = before.recordedPosture(connection, sets.control());
    for (Migration migration : sets.control().migrations()) {
      if (!before.applied(sets.control()).contains(migration.version())) {
        Work work = Work.apply(sets.control(), migration, expected, posture);
        StepResult result = apply(begin.map(work::foundedBy).orElse(work));
        begin = Optional.empty();
        expected = Optional.of(result.structure());
        posture = Optional.of(result.posture());
      }
    }
  }

  private StepResult apply(Work work) {
    if (done.isEmpty()) {
      place.recorder().rehearse();
    }
    place.progress().accept("applying " + work);
    StepResult result = new Application(place, session).run(work);
    done.add(RecordedStep.of(result));
    return result;
  }

  private Optional<Founding> founding(Situation before) {
    if (before.isFounded()) {
      return Optional.empty();
    }
    if (before.schema() instanceof Recognition.Unknown unknown) {
      throw unknown(unknown);
    }
    boolean ledger =
        before.schema() instanceof Recognition.Known known && known.state().version().isPresent();
    return Optional.of(
        ledger
            ? new Adoption(place, HistoryRows.of(sets.ledger(), session))
            : new Initialization(place));
  }

  private static MigrationException unknown(Recognition.Unknown unknown) {
    List<Difference> differences = unknown.differences();
    String shown =
        differences.stream()
            .limit(SHOWN)
            .map(Difference::sentence)
            .collect(Collectors.joining("; "));
    String rest =
        differences.size() > SHOWN ? "; and " + (differences.size() - SHOWN) + " more" : "";
    return new MigrationException(
        Trouble.NOT_A_LEDGER,
        "the schema is none that is known; the nearest is " + unknown.nearest().name(),
        "it differs in " + differences.size() + ": " + shown + rest,
        "bring it to a known state by hand, then run this again; nothing was changed");
  }

  private void requireForward(Situation before, Version target) {
    before.requireKnown(sets.ledger());
    for (Version version : before.applied(sets.ledger())) {
      if (version.compareTo(target) > 0) {
        throw new MigrationException(
            Trouble.REFUSED,
            "the ledger is at version " + version + ", beyond " + target,
            "an upgrade never takes anything back",
            "audit-ledger migrate downgrade --to " + target + " does");
      }
    }
  }

  private static Optional<String> begun(Optional<Founding> founding) {
    return founding.map(
        begin -> begin instanceof Adoption ? "LEDGER_ADOPTED" : "LEDGER_INITIALIZED");
  }
}
