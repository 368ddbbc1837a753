package org.auditledger.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.auditledger.schema.DocumentKind;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.LedgerStates;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.TestInstance;

/** All states in which a ledger can be found become one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatesTest {

  private static final String MIGRATIONS = "/org/auditledger/migrations/";

  private static final List<String> SETS =
      List.of(
          "control/deploy/V1__audit_ledger",
          "ledger/deploy/V1__baseline",
          "ledger/deploy/V2__telemetry_buffer",
          "ledger/deploy/V2_1__schema_version_index",
          "ledger/deploy/V3__transcript_columns",
          "ledger/deploy/V3_1__verifier_status_index",
          "ledger/deploy/V3_2__signing_key_index",
          "ledger/deploy/V3_3__transcript_checks",
          "ledger/deploy/V4__guards");

  /** What the first server gave, for the others to be compared with. */
  private final Map<String, SchemaDocument> elsewhere = new LinkedHashMap<>();

  @OnEveryPostgres
  void from_every_state_the_migrations_lead_to_one_structure(TestDatabase database)
      throws SQLException {
    run(database, sets());
    SchemaDocument fresh = Samples.structure(database);
    SchemaDocument control = control(database);
    assertThat(fresh.objects().keySet()).contains("trigger ledger_chain_guard on ledger_entries");
    sameAsElsewhere("ledger", fresh);
    sameAsElsewhere("control", control);
    SchemaDocument protection = posture(database);
    sameAsElsewhere("posture", protection);
    Set<String> gone = new HashSet<>();
    for (LedgerStates.Way way : LedgerStates.ways()) {
      if (gone.add(way.state())) {
        way.go(database);
        run(database, sets());
        assertThat(Samples.sentences(fresh, Samples.structure(database))).as(way.state()).isEmpty();
        assertThat(control(database)).isEqualTo(control);
        assertThat(Samples.sentences(protection, posture(database))).as(way.state()).isEmpty();
      }
    }
  }

  @OnEveryPostgres
  void every_object_of_the_two_sets_is_in_a_document(TestDatabase database) throws SQLException {
    run(database, sets());
    for (LedgerObjects objects : List.of(LedgerObjects.LEDGER, LedgerObjects.CONTROL)) {
      assertThat(
              new TreeSet<>(
                  database.query(
                      "select relname from pg_class where not relispartition and relkind in"
                          + " ('r', 'p', 'v', 'm', 'f') and relnamespace = '"
                          + objects.schema()
                          + "'::regnamespace")))
          .isEqualTo(objects.relations());
      assertThat(
              new TreeSet<>(
                  database.query(
                      "select proname from pg_proc where pronamespace = '"
                          + objects.schema()
                          + "'::regnamespace")))
          .isEqualTo(objects.functions());
    }
    assertThat(Samples.posture(database).objects().keySet())
        .as("the partitions that a migration makes are as they should be")
        .noneMatch(object -> object.startsWith("partition "));
  }

  private void sameAsElsewhere(String which, SchemaDocument document) {
    SchemaDocument other = elsewhere.putIfAbsent(which, document);
    assertThat(Samples.sentences(other == null ? document : other, document)).isEmpty();
  }

  private static List<String> sets() {
    return SETS.stream().map(name -> MIGRATIONS + name + ".sql").toList();
  }

  private static SchemaDocument control(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new CatalogReader(LedgerObjects.CONTROL).structure(connection);
    }
  }

  /** Without what differs from the start: the schema's owner, and roles of other databases. */
  private static SchemaDocument posture(TestDatabase database) throws SQLException {
    database.execute(
        "alter schema public owner to current_user; revoke create on schema public from public");
    SortedMap<String, SortedMap<String, String>> objects =
        new TreeMap<>(Samples.posture(database).objects());
    objects.keySet().removeIf(object -> object.startsWith("role test_"));
    return new SchemaDocument(DocumentKind.POSTURE, objects);
  }

  private static void run(TestDatabase database, List<String> resources) throws SQLException {
    List<String> scripts = new ArrayList<>();
    for (String resource : resources) {
      scripts.add(Samples.resource(resource));
    }
    for (String script : scripts) {
      database.execute(script);
    }
  }
}
