package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.Session;
import org.auditledger.schema.SchemaDocument;

/** Takes migrations back one after the other, down to a version. */
final class Downgrades {

  private final Workplace place;
  private final MigrationSets sets;
  private final Session session;

  Downgrades(Workplace place, MigrationSets sets, Session session) {
    this.place = place;
    this.sets = sets;
    this.session = session;
  }

  List<RecordedStep> run(Optional<Version> target) throws SQLException {
    Connection connection = session.connection();
    Situation situation = Usable.situation(connection, place.authority());
    List<Version> applied = situation.applied(sets.ledger());
    requireBelow(situation, applied, target);
    Optional<SchemaDocument> expected = situation.recordedStructure(connection, sets.ledger());
    Optional<SchemaDocument> protection = situation.recordedPosture(connection, sets.ledger());
    List<RecordedStep> done = new ArrayList<>();
    for (int i = applied.size() - 1; i >= 0; i--) {
      Version version = applied.get(i);
      if (target.isPresent() && version.compareTo(target.get()) <= 0) {
        break;
      }
      Migration migration =
          sets.ledger()
              .find(version)
              .orElseThrow(() -> Migrator.unknownVersion(sets.ledger(), version));
      Work work = Work.revert(sets.ledger(), migration, expected, protection);
      place.progress().accept("taking back " + sets.ledger().name() + " " + version);
      StepResult result = new Downgrade(place, session).run(work);
      expected = Optional.of(result.structure());
      protection = Optional.of(result.posture());
      done.add(RecordedStep.of(result));
    }
    return done;
  }

  private void requireBelow(Situation situation, List<Version> applied, Optional<Version> target) {
    if (!situation.isFounded()) {
      throw new MigrationException(
          Trouble.REFUSED,
          "this ledger is not adopted",
          "what nobody has recorded cannot be taken back",
          "audit-ledger migrate adopt takes it over");
    }
    if (target.isPresent() && !applied.contains(target.get())) {
      throw new MigrationException(
          Trouble.REFUSED,
          "the ledger is not at or above version " + target.get(),
          "versions in effect: " + applied,
          "name one of them, or -1 for the newest alone");
    }
  }
}
