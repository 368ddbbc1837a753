package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the commands say of a ledger that the ancestor made. */
@OnPostgres
class MigrateAdoptCommandTest {

  private static final String ENTRIES = "public.ledger_entries";

  @TempDir private Path directory;

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void an_ancestors_ledger_is_taken_over_as_it_is(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", ENTRIES);
    final List<String> rows = database.query("select xmin || e::text from ledger_entries e");
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    assertThat(migrate.text("adopt"))
        .startsWith("acme/plant-1 is adopted\n")
        .contains("  journal       begun with LEDGER_ADOPTED\n")
        .contains("  found as      v0.1 (version 1), up to entry 120\n")
        .contains("what happened to the entries before they were adopted\n")
        .contains("  verifier key  acme/plant-1+")
        .containsPattern("\\n  control 1 +audit ledger +structural ")
        .endsWith("\nnext: audit-ledger migrate plan\n");
    assertThat(database.query("select xmin || e::text from ledger_entries e")).isEqualTo(rows);
    migrate.refuses(
        ExitCode.REFUSED,
        migrate.run("adopt"),
        "audit-ledger: this ledger is adopted already\n  why:  its journal begins with",
        "audit-ledger migrate upgrade");
    assertThat(migrate.text("status"))
        .startsWith("acme/plant-1\n")
        .contains("all signed by trusted keys")
        .contains("  found as   v0.1 (version 1), up to entry 120\n")
        .contains("  missing    7 migrations: see audit-ledger migrate plan\n")
        .containsPattern("\\n  ledger 1 +baseline +001_baseline +adopted +2.*Z +\\w+ +-\\n")
        .containsPattern("\\n  ledger 2 +telemetry buffer +002_telemetry_buffer +no +- +- +-\\n");
    assertThat(migrate.text("upgrade")).contains(" is at version 4: 7 migrations applied\n");
    assertThat(migrate.text("verify")).startsWith("the schema is what the ledger's history says\n");
  }

  @Test
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
  void an_upgrade_adopts_first_and_says_so(TestDatabase database) throws SQLException {
    database.load("v0.2-ledger_entries.csv", ENTRIES);
    JsonNode json = MigrateRuns.of(database, directory).json("upgrade");
    assertThat(json.get("begun").asString()).isEqualTo("LEDGER_ADOPTED");
    assertThat(json.get("adopted").get("state").asString()).isEqualTo("v0.2");
    assertThat(json.get("adopted").get("head_sequence").asLong())
        .isEqualTo(
            Long.parseLong(
                database.query("select max(sequence_number) from ledger_entries").get(0)));
    assertThat(json.get("steps").findValuesAsString("version"))
        .containsExactly("1", "2", "2.1", "3", "3.1", "3.2", "3.3", "4");
  }

  @Test
  @Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql", "/ancestor/v3-upgrade.sql"})
  void adoption_in_json(TestDatabase database) {
    JsonNode json = MigrateRuns.of(database, directory).json("adopt");
    assertThat(json.get("begun").asString()).isEqualTo("LEDGER_ADOPTED");
    assertThat(json.get("adopted").get("head_sequence").asLong()).isZero();
    assertThat(json.get("steps").findValuesAsString("set")).containsExactly("control");
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_plan_names_sql_locks_and_sizes_and_changes_nothing(TestDatabase database)
      throws SQLException {
    database.load("v0.1-ledger_entries.csv", ENTRIES);
    database.execute("analyze ledger_entries");
    final List<String> catalog = database.query("select xmin::text from pg_class order by oid");
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    assertThat(migrate.text("plan"))
        .startsWith("this database to version 4: 8 migrations\n")
        .contains("  now     v0.1 (version 1)\n")
        .contains("  begins  the ledger's journal, with LEDGER_ADOPTED\n")
        .contains("\n          ledger 2.1: schema version index\n")
        .contains(
            "\n"
                + "  locks       ACCESS EXCLUSIVE on public.ledger_entries at the end, without"
                + " reading it\n")
        .containsPattern(
            "\\n  blocks      public.ledger_entries \\(about 120 rows, \\d+ kB\\): readers and"
                + " writers\\n")
        .contains("\n  prepared    the first part runs before, in no transaction\n")
        .contains("\ncreate index concurrently idx_ledger_schema_version")
        .doesNotContain("\n  refused  ");
    JsonNode json = migrate.json("plan", "--to", "2");
    assertThat(json.get("target").asString()).isEqualTo("2");
    assertThat(json.get("current").asBoolean()).isFalse();
    assertThat(json.get("steps").findValuesAsString("version")).containsExactly("1", "2");
    JsonNode lock = json.get("steps").get(1).get("locks").get(0);
    assertThat(lock.get("rows").asLong()).isEqualTo(120);
    assertThat(database.query("select xmin::text from pg_class order by oid")).isEqualTo(catalog);
    migrate.text("upgrade");
    assertThat(migrate.text("plan"))
        .isEqualTo("acme/plant-1 to version 4: nothing to do\n  now  version 4\n");
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void the_history_has_the_ancestors_names_beside_ours(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", ENTRIES);
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    assertThat(migrate.text("history")).isEqualTo("not adopted: nothing was recorded\n");
    migrate.text("upgrade", "--prove", "sealed");
    migrate.text("downgrade", "-1");
    String history = migrate.text("history");
    assertThat(history)
        .startsWith("acme/plant-1\n\n  journal  migration")
        .containsPattern("\\n  - +ledger 1 +baseline +001_baseline +adopted ")
        .containsPattern("\\n  \\d+ +control 1 +audit ledger +- +applied ")
        .containsPattern(
            "\\n  \\d+ +ledger 2.1 +schema version index +002_telemetry_buffer +applied ")
        .containsPattern(
            "\\n  \\d+ +ledger 3 +transcript columns +0002_transcript_columns +applied ")
        .containsPattern("\\n  \\d+ +ledger 4 +guards +- +reverted +20[0-9-]+ [0-9:]+Z +\\w+\\n$");
    JsonNode events = migrate.json("history").get("events");
    assertThat(events.get(0).get("receipt").isNull()).isTrue();
    JsonNode receipt = events.get(2).get("receipt");
    assertThat(receipt.get("evidence").get("grade").asString()).isEqualTo("sealed");
    assertThat(migrate.text("history", "-v"))
        .contains("\nledger 2 (telemetry buffer) was applied\n  statement      ")
        .containsPattern("\\n  who            \\w+, by audit-ledger \\S+ of \\S+ at \\S+\\n")
        .contains("\n  script         " + receipt.get("script_sha256").asString() + "\n")
        .contains("\n  schema became  " + receipt.get("fingerprint_after").asString() + "\n")
        .contains("\n  evidence       sealed, the same seal before and after:")
        .contains(receipt.get("entries_root").asString())
        .contains("\n  signed by      acme/plant-1+");
  }
}
