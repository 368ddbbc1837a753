package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.postgres.SqlText;
import org.auditledger.schema.Difference;
import org.auditledger.schema.SchemaDocument;

/** Says what an upgrade would do. It reads, in a transaction that cannot write. */
final class Planning {

  private final Connection connection;
  private final MigrationSets sets;
  private final Situation situation;

  Planning(Connection connection, MigrationSets sets, Situation situation) {
    this.connection = connection;
    this.sets = sets;
    this.situation = situation;
  }

  Plan run(Version target) throws SQLException {
    List<Plan.Step> steps = new ArrayList<>();
    for (Migration migration : sets.control().migrations()) {
      if (!situation.applied(sets.control()).contains(migration.version())) {
        steps.add(step(sets.control(), migration));
      }
    }
    List<Version> there = new ArrayList<>(situation.applied(sets.ledger()));
    if (!situation.isFounded() && situation.schema() instanceof Recognition.Known known) {
      // What adoption would record as applied is not run.
      sets.ledger().migrations().stream()
          .map(Migration::version)
          .filter(
              version -> known.state().version().filter(v -> v.compareTo(version) >= 0).isPresent())
          .forEach(there::add);
    }
    for (Migration migration : sets.ledger().migrations()) {
      boolean due = migration.version().compareTo(target) <= 0;
      if (due && !there.contains(migration.version())) {
        steps.add(step(sets.ledger(), migration));
      }
    }
    return new Plan(
        situation.reader().ledger(), state(situation.schema()), begins(), steps, obstacles());
  }

  private Plan.Step step(MigrationSet set, Migration migration) throws SQLException {
    boolean prepared = Preparation.isNeeded(connection, migration);
    String prepare =
        prepared ? migration.prepare().map(script -> script.sql().strip() + "\n\n").orElse("") : "";
    return new Plan.Step(
        set.name(),
        migration.version().toString(),
        migration.description(),
        migration.why(),
        migration.locks(),
        locks(migration),
        prepared,
        migration.reversible(),
        migration.deploy().sha256().hex(),
        prepare + migration.deploy().sql().strip() + "\n");
  }

  private List<Plan.Lock> locks(Migration migration) throws SQLException {
    List<Plan.Lock> locks = new ArrayList<>();
    for (DeclaredLock declared : DeclaredLock.read(migration.locks())) {
      for (String table : declared.tables()) {
        locks.add(lock(declared.mode(), table));
      }
    }
    return locks;
  }

  private Plan.Lock lock(LockMode mode, String table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(Planning.class, "table_size"))) {
      query.setString(1, table);
      query.setString(2, table);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Plan.Lock(mode.sql(), table, mode.blocks(), number(row, 1), number(row, 2));
      }
    }
  }

  private static OptionalLong number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** What a schema is recognised as, for a person. */
  static String state(Recognition schema) {
    if (schema instanceof Recognition.Known known) {
      return known.state().name();
    }
    return schema instanceof Recognition.Unknown unknown
        ? "unknown; nearest to " + unknown.nearest().name()
        : "no ledger";
  }

  private Optional<String> begins() {
    if (situation.isFounded()) {
      return Optional.empty();
    }
    boolean ledger =
        situation.schema() instanceof Recognition.Known known
            && known.state().version().isPresent();
    return Optional.of(ledger ? "LEDGER_ADOPTED" : "LEDGER_INITIALIZED");
  }

  private List<String> obstacles() throws SQLException {
    List<String> obstacles = new ArrayList<>();
    if (!situation.isFounded() && situation.schema() instanceof Recognition.Unknown unknown) {
      unknown.differences().forEach(difference -> obstacles.add(difference.sentence()));
    }
    situation.reader().defects().first().forEach(defect -> obstacles.add("journal: " + defect));
    for (HistoryRow row : HistoryTable.unanswered(situation.ledger())) {
      obstacles.add("row " + row.rank() + " of ledger_history was left by a failed migration");
    }
    Optional<SchemaDocument> recorded = situation.recordedStructure(connection, sets.ledger());
    recorded.stream()
        .flatMap(document -> document.differencesTo(situation.structure()).stream())
        .map(Difference::sentence)
        .forEach(obstacles::add);
    return obstacles;
  }
}
