package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.control.DocumentTable;
import org.auditledger.journal.Kind;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.schema.Difference;
import org.auditledger.schema.SchemaDocument;

/**
 * Finds out what is true after something went wrong, by what the schema is and by nothing that
 * anybody says, and makes the history say the same. It never touches the schema.
 */
final class Recovery {

  private static final int SHOWN = 8;

  private final Workplace place;
  private final MigrationSets sets;
  private final Connection connection;
  private final List<String> found = new ArrayList<>();
  private final List<String> done = new ArrayList<>();

  Recovery(Workplace place, MigrationSets sets, Connection connection) {
    this.place = place;
    this.sets = sets;
    this.connection = connection;
  }

  RecoveryAccount run() throws SQLException {
    Situation situation = Usable.situation(connection, place.authority());
    if (!situation.isFounded()) {
      found.add("the ledger's own history has not begun: nothing was recorded, nothing half-done");
      return account(situation);
    }
    connection.setAutoCommit(false);
    try {
      place.recorder().lock(connection);
      answerFailed(sets.control(), situation);
      answerFailed(sets.ledger(), situation);
      reconcile(situation);
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return account(Situation.read(connection, place.authority().trustedWithSigner()));
  }

  /** Flyway refuses to go on after a failed row, and nobody may change one: it is answered. */
  private void answerFailed(MigrationSet set, Situation situation) throws SQLException {
    for (HistoryRow row : HistoryTable.unanswered(situation.history(set))) {
      String what = "row " + row.rank() + " of " + SetHome.of(set).history();
      found.add(what + " was left by a failed run of " + row.description());
      HistoryRows.takeBack(connection, set, row.version().orElseThrow(), 0);
      incident(what, "a migration that failed left it; a DELETE row answers it", Map.of());
      done.add("answered " + what + " with a DELETE row");
    }
  }

  private void reconcile(Situation situation) throws SQLException {
    situation
        .journal()
        .unfinished()
        .ifPresent(
            started ->
                found.add(
                    "preparing version "
                        + started.script().version()
                        + " was begun and its receipt is missing; an upgrade goes on with it"));
    Optional<SchemaDocument> recorded = situation.recordedStructure(connection, sets.ledger());
    List<Difference> differences = unexplained(situation, recorded);
    if (differences.isEmpty()) {
      found.add("the schema is what was last recorded");
      return;
    }
    if (!(situation.schema() instanceof Recognition.Known known)) {
      throw new MigrationException(
          Trouble.DRIFT,
          "the schema is neither what was last recorded nor any known state",
          differences.stream()
              .limit(SHOWN)
              .map(Difference::sentence)
              .collect(Collectors.joining("; ")),
          "undo what was changed by hand; nothing was changed");
    }
    adjust(situation, known.state());
  }

  /** What the preparation of an unfinished migration has left is explained by it. */
  private List<Difference> unexplained(Situation situation, Optional<SchemaDocument> recorded) {
    Optional<Work> unfinished =
        situation
            .journal()
            .unfinished()
            .flatMap(started -> Version.parse(started.script().version()))
            .flatMap(sets.ledger()::find)
            .map(
                migration ->
                    Work.apply(sets.ledger(), migration, Optional.empty(), Optional.empty()));
    return recorded.stream()
        .flatMap(document -> document.differencesTo(situation.structure()).stream())
        .filter(difference -> unfinished.filter(work -> work.isPrepared(difference)).isEmpty())
        .toList();
  }

  /** Somebody ran or reverted scripts by hand: the history follows what is there. */
  private void adjust(Situation situation, KnownState state) throws SQLException {
    found.add("the schema is that of " + state.name() + ", which was not recorded");
    List<Version> gone = new ArrayList<>(situation.applied(sets.ledger()));
    gone.removeIf(
        version -> state.version().isPresent() && version.compareTo(state.version().get()) <= 0);
    for (int i = gone.size() - 1; i >= 0; i--) {
      HistoryRows.takeBack(connection, sets.ledger(), gone.get(i), 0);
      done.add("took version " + gone.get(i) + " out of the history: its effect is not there");
    }
    DocumentTable.store(connection, situation.structure());
    incident(
        MigrationJournal.SCHEMA + MigrationSet.LEDGER,
        "found as " + state.name() + " without a receipt for it",
        Map.of("fingerprint", new Text(situation.structure().digest().hex()), "gone", texts(gone)));
    done.add("recorded that as an incident");
  }

  private static Sequence texts(List<Version> versions) {
    return new Sequence(
        versions.stream().map(version -> (CanonicalJson) new Text(version.toString())).toList());
  }

  private void incident(String object, String what, Map<String, CanonicalJson> details)
      throws SQLException {
    Map<String, CanonicalJson> body = new TreeMap<>();
    body.put("object", new Text(object));
    body.put("what", new Text(what));
    if (!details.isEmpty()) {
      body.put("details", CanonicalJson.members(details));
    }
    place.recorder().record(connection, Kind.INCIDENT, CanonicalJson.members(body));
  }

  private RecoveryAccount account(Situation situation) {
    boolean finished =
        situation.isFounded() && situation.applied(sets.ledger()).contains(sets.ledger().head());
    return new RecoveryAccount(
        found, done, finished ? Optional.empty() : Optional.of("audit-ledger migrate upgrade"));
  }
}
