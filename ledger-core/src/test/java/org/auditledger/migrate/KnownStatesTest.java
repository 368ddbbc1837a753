package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.auditledger.catalog.CatalogReader;
import org.auditledger.migrate.Recognition.Known;
import org.auditledger.migrate.Recognition.Nothing;
import org.auditledger.migrate.Recognition.Unknown;
import org.auditledger.schema.Difference;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.GeneratedFile;
import org.auditledger.testing.LedgerStates;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Each known state is what scripts make on every server, and nothing else is taken for one. */
@OnPostgres
class KnownStatesTest {

  private static final Path FILES = Path.of("src/main/resources/org/auditledger/migrate/known");
  private static final String GOLDEN =
      "src/test/resources/org/auditledger/migrate/fingerprints.txt";

  @OnEveryPostgres
  void every_way_leads_to_the_state_that_it_says(TestDatabase database) throws Exception {
    Map<String, SchemaDocument> made = new HashMap<>();
    for (LedgerStates.Way way : LedgerStates.ways()) {
      way.go(database);
      SchemaDocument structure = structure(database);
      SchemaDocument first = made.putIfAbsent(way.state(), structure);
      if (first == null) {
        GeneratedFile.is(FILES.resolve(way.state() + ".json"), structure.text());
      } else {
        assertThat(sentences(first.differencesTo(structure))).as(way.toString()).isEmpty();
      }
    }
    assertThat(made.keySet()).containsExactlyInAnyOrderElementsOf(files());
  }

  @Test
  void each_state_is_recognised_and_is_no_other() {
    for (KnownState state : KnownStates.all()) {
      assertThat(KnownStates.recognise(state.structure())).isEqualTo(new Known(state));
      assertThat(state.structure().digest()).isEqualTo(state.fingerprint());
    }
    assertThat(KnownStates.all()).extracting(KnownState::name).doesNotHaveDuplicates();
  }

  /** Journals hold them: a document that is made anew because the reader changed is a new form. */
  @Test
  void fingerprints_stay_what_they_were() throws IOException {
    Map<String, String> golden = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of(GOLDEN))) {
      golden.put(line.substring(66).replace(".json", ""), line.substring(0, 64));
    }
    Map<String, String> found = new TreeMap<>();
    KnownStates.all().forEach(state -> found.put(state.file(), state.fingerprint().toString()));
    assertThat(found).isEqualTo(golden);
    assertThat(golden.values()).doesNotHaveDuplicates();
  }

  @Test
  void a_state_says_what_can_be_recorded_and_what_the_ancestor_called_it() {
    assertThat(KnownStates.all())
        .extracting(
            state ->
                state.version().map(Version::toString).orElse("none")
                    + " "
                    + state.ancestorRevisions().stream().map(AncestorRevision::revision).toList(),
            KnownState::file)
        .contains(
            tuple("1 [001_baseline]", "v0.1"),
            tuple("1 [001_baseline, 0002_transcript_columns]", "v0.1-transcripts"),
            tuple("1 [001_baseline, 002_telemetry_buffer]", "v0.2"),
            tuple("2.1 [001_baseline, 002_telemetry_buffer]", "2.1"),
            tuple("4 [001_baseline, 002_telemetry_buffer, 0002_transcript_columns]", "4"),
            tuple("none []", "tenants"));
  }

  @OnEveryPostgres
  void other_peoples_objects_are_no_ledger(TestDatabase database) throws SQLException {
    database.execute(
        "create table orders (id int); create function total() returns int"
            + " language sql as 'select 1'");
    assertThat(KnownStates.recognise(structure(database))).isEqualTo(new Nothing());
    way("v0.1").go(database);
    database.execute("create table orders (id int); create view entries as table ledger_entries");
    assertThat(KnownStates.recognise(structure(database))).isEqualTo(new Known(state("v0.1")));
  }

  @OnEveryPostgres
  void what_is_half_made_or_changed_is_refused_with_the_difference(TestDatabase database)
      throws SQLException {
    database.execute("create function ledger_verify() returns int language sql as 'select 1'");
    assertThat(unknown(database).differences()).isNotEmpty();

    differs(
        database,
        "v0.2",
        "alter table ledger_entries alter reasoning set not null; drop index idx_ledger_rule_id",
        "column reasoning of ledger_entries: nullable yes -> no",
        "index idx_ledger_rule_id of ledger_entries: removed: USING btree (rule_id)");
    differs(
        database,
        "4",
        "drop trigger ledger_block_truncate on ledger_entries",
        "trigger ledger_block_truncate on ledger_entries: removed: CREATE TRIGGER"
            + " ledger_block_truncate BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT"
            + " EXECUTE FU...");
    differs(
        database,
        "v0.1-transcripts",
        "alter table ledger_entries drop column verifier_status, add column verifier_status text",
        "constraint ledger_entries_verifier_status_check of ledger_entries: removed: CHECK"
            + " (((verifier_status IS NULL) OR (verifier_status = ANY (ARRAY['AGREED'::text,"
            + " 'LLM_CONTRADICTIO...",
        "index idx_ledger_verifier_status of ledger_entries: removed: USING btree"
            + " (verifier_status, \"timestamp\") WHERE (verifier_status IS NOT NULL)");
  }

  /** The ancestor's text cannot be ours, and V2 replaces it; V2 leaves one with settings alone. */
  @OnEveryPostgres
  void the_loose_drop_function_may_have_any_body_but_no_settings(TestDatabase database)
      throws SQLException {
    String another =
        "create or replace function drop_buffer_partitions_older_than(cutoff timestamptz)"
            + " returns int language sql security %s as 'select 7'";
    for (String loose : List.of("v0.1-loose", "v0.2-loose-transcripts")) {
      way(loose).go(database);
      database.execute(another.formatted("invoker"));
      assertThat(KnownStates.recognise(structure(database))).isEqualTo(new Known(state(loose)));
    }
    differs(
        database,
        "v0.2-loose",
        another.formatted("definer set search_path = public"),
        "function drop_buffer_partitions_older_than(timestamp with time zone):"
            + " settings none -> search_path=public");
    way("2.1").go(database);
    database.execute(
        another.formatted(
            "definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'"
                + " set datestyle = 'ISO, YMD' set lock_timeout = '100ms'"));
    Unknown unknown = unknown(database);
    assertThat(unknown.nearest()).isEqualTo(state("2.1"));
    assertThat(sentences(unknown.differences())).anyMatch(s -> s.contains(": body "));
  }

  private static void differs(
      TestDatabase database, String state, String change, String... sentences) throws SQLException {
    way(state).go(database);
    database.execute(change);
    Unknown unknown = unknown(database);
    assertThat(unknown.nearest()).isEqualTo(state(state));
    assertThat(sentences(unknown.differences())).containsExactly(sentences);
  }

  private static Unknown unknown(TestDatabase database) throws SQLException {
    Recognition recognition = KnownStates.recognise(structure(database));
    assertThat(recognition).isInstanceOf(Unknown.class);
    return (Unknown) recognition;
  }

  private static KnownState state(String file) {
    return KnownStates.all().stream().filter(s -> s.file().equals(file)).findFirst().orElseThrow();
  }

  private static LedgerStates.Way way(String state) {
    return LedgerStates.ways().stream()
        .filter(way -> way.state().equals(state))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> files() {
    return KnownStates.all().stream().map(KnownState::file).toList();
  }

  private static List<String> sentences(List<Difference> differences) {
    return differences.stream().map(Difference::sentence).toList();
  }

  private static SchemaDocument structure(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new CatalogReader(LedgerObjects.LEDGER).structure(connection);
    }
  }
}
