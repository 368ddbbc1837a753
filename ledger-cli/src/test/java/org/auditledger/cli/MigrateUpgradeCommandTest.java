package org.auditledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.keyfile.TrustFiles;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedAnchor;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the commands say that make a ledger and take it back. */
@OnPostgres
class MigrateUpgradeCommandTest {

  @TempDir private Path directory;

  @OnEveryPostgres
  void a_new_ledger_is_made_and_every_step_is_told(TestDatabase database) throws IOException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    CommandLineRun run = migrate.run("upgrade");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout())
        .startsWith("acme/plant-1 is at version 4: 9 migrations applied\n")
        .contains("  journal       begun with LEDGER_INITIALIZED\n")
        .contains(
            "  verifier key  " + Files.readString(Path.of(migrate.variable("AUDIT_LEDGER_TRUST"))))
        .containsPattern("\\n  control 1 +audit ledger +structural +\\d+ ms +\\d+ ms +2\\n")
        .containsPattern(
            "\\n  ledger 2.1 +schema version index +observed +\\d+ ms +\\d+ ms +\\d+\\n")
        .containsPattern("\\n  ledger 4 +guards +structural .*\\n$");
    assertThat(run.stderr())
        .startsWith("applying control 1 (audit ledger)\n")
        .endsWith("applying ledger 4 (guards)\n");
    assertThat(migrate.text("upgrade"))
        .startsWith("acme/plant-1 is at version 4: nothing to do\n  verifier key  acme/plant-1+");
    JsonNode again = migrate.json("upgrade");
    assertThat(again.get("steps")).isEmpty();
    assertThat(again.get("begun").isNull()).isTrue();
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void the_first_anchor_is_written_beside_the_key_and_holds(TestDatabase database)
      throws SQLException, IOException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    Path file = Path.of(migrate.variable("AUDIT_LEDGER_SIGNING_KEY") + ".anchor");
    JsonNode made = migrate.json("upgrade").get("anchor");
    assertThat(made.get("file").asString()).isEqualTo(file.toString());
    assertThat(made.get("entries").asInt()).isEqualTo(120);
    String anchor = Files.readString(file);
    assertThat(anchorOf(anchor, migrate).entries().size()).isEqualTo(120);
    assertThat(anchorOf(anchor, migrate).journal().size())
        .as("its last leaf is the statement that seals the entries")
        .isEqualTo(
            Long.parseLong(
                database
                    .query(
                        "select max(position) from audit_ledger.journal"
                            + " where note like '%\"CHECKPOINT\"%'")
                    .get(0)));
    assertThat(migrate.json("upgrade").get("anchor").isNull()).isTrue();
    assertThat(file).hasContent(anchor);

    // As after a death between the seal and the file.
    Files.delete(file);
    assertThat(migrate.text("upgrade"))
        .contains("  anchor        " + file + " (seals 120 entries)");
    assertThat(file).hasContent(anchor);
  }

  private static SignedAnchor anchorOf(String text, MigrateRuns migrate) throws IOException {
    TrustedKeys trusted = TrustFiles.read(List.of(Path.of(migrate.variable("AUDIT_LEDGER_TRUST"))));
    Parsed<Anchor> parsed = Anchor.parse(text.getBytes(UTF_8));
    NoteOutcome<SignedAnchor> outcome = ((Parsed.Value<Anchor>) parsed).value().verify(trusted);
    return ((NoteOutcome.Verified<SignedAnchor>) outcome).content();
  }

  @Test
  void what_was_migrated_is_told_although_no_anchor_could_be_written(TestDatabase database)
      throws IOException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    Path file = Path.of(migrate.variable("AUDIT_LEDGER_SIGNING_KEY") + ".anchor");
    Files.writeString(file, "of another ledger\n");
    CommandLineRun run = migrate.run("upgrade");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.REFUSED.code());
    assertThat(run.stdout()).startsWith("acme/plant-1 is at version 4: 9 migrations applied\n");
    assertThat(run.stderr())
        .contains("the migrations are done, and the ledger has no first anchor")
        .contains(file + " exists and holds something else")
        .contains("; then run the same command again\n");
    assertThat(file).hasContent("of another ledger");
    Files.delete(file);
    assertThat(migrate.text("upgrade")).contains(": nothing to do\n").contains("(seals 0 entries)");
  }

  @Test
  void it_ends_where_it_is_told_to_and_tells_it_in_json(TestDatabase database) throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    JsonNode json = migrate.json("upgrade", "--to", "2.1", "--prove", "sealed");
    assertThat(json.get("version").asString()).isEqualTo("2.1");
    assertThat(json.get("begun").asString()).isEqualTo("LEDGER_INITIALIZED");
    assertThat(json.get("adopted").isNull()).isTrue();
    assertThat(json.get("steps").findValuesAsString("version"))
        .containsExactly("1", "1", "2", "2.1");
    for (JsonNode step : json.get("steps")) {
      assertThat(
              database.query(
                  "select position from audit_ledger.journal where note like '%\"version\":\""
                      + step.get("version").asString()
                      + "\"%' and note like '%\"set\":\""
                      + step.get("set").asString()
                      + "\"%'"))
          .contains(step.get("position").asString());
    }
    assertThat(json.get("steps").findValuesAsString("evidence")).last().isEqualTo("sealed");
  }

  @Test
  void one_is_taken_back_in_either_spelling_and_all_by_nought(TestDatabase database)
      throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    migrate.text("upgrade");
    assertThat(migrate.text("downgrade", "-1"))
        .startsWith("acme/plant-1 is at version 3.3: 1 migration taken back\n")
        .containsPattern("\\n  ledger 4 +guards +structural ");
    JsonNode json = migrate.json("downgrade", "--to", "-1");
    assertThat(json.get("version").asString()).isEqualTo("3.2");
    assertThat(json.get("steps").findValuesAsString("version")).containsExactly("3.3");
    assertThat(migrate.text("downgrade", "--to=3")).startsWith("acme/plant-1 is at version 3: 2 ");
    assertThat(migrate.text("downgrade", "--to", "3"))
        .isEqualTo("acme/plant-1 is at version 3: nothing to do\n");
    assertThat(migrate.text("downgrade", "--to", "0"))
        .startsWith("acme/plant-1 has no migration left: 4 migrations taken back\n");
    assertThat(database.query("select to_regclass('public.ledger_entries')::text"))
        .containsOnlyNulls();
    assertThat(migrate.text("downgrade", "-1"))
        .isEqualTo("acme/plant-1 has no migration left: nothing to do\n");
  }

  @Test
  void how_far_to_go_back_is_said_once(TestDatabase database) throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    migrate.refuses(ExitCode.USAGE, migrate.run("downgrade"), "(-1 | --to=VERSION)");
    migrate.refuses(
        ExitCode.USAGE, migrate.run("downgrade", "-1", "--to", "2"), "expected only one match");
    migrate.refuses(
        ExitCode.USAGE, migrate.run("downgrade", "--to", "--quiet"), "missing required parameter");
    migrate.refuses(ExitCode.USAGE, migrate.run("downgrade", "--to"), "missing required parameter");
    migrate.refuses(ExitCode.USAGE, migrate.run("downgrade", "-2"), "'-2'");
    migrate.refuses(
        ExitCode.REFUSED,
        migrate.run("downgrade", "-1"),
        "audit-ledger: this ledger is not adopted\n",
        "audit-ledger migrate adopt");
    assertThat(database.query("select nspname from pg_namespace where nspname = 'audit_ledger'"))
        .isEmpty();
  }

  @Test
  void a_ledger_whose_key_has_no_name_gets_one_at_its_first_use(TestDatabase database)
      throws IOException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    Path verifierKey = Path.of(migrate.variable("AUDIT_LEDGER_TRUST"));
    Files.delete(verifierKey);
    migrate.with("AUDIT_LEDGER_TRUST", "");
    migrate.refuses(ExitCode.USAGE, migrate.run("recover"), "has no name", "give --name LEDGER");
    assertThat(verifierKey).doesNotExist();
    JsonNode made = migrate.json("upgrade", "--to", "1");
    String name = made.get("ledger").asString();
    assertThat(name).matches("audit-ledger/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(verifierKey).hasContent(made.get("verifier_key").asString());
    assertThat(migrate.json("upgrade", "--to", "2").get("ledger").asString()).isEqualTo(name);
    Files.delete(verifierKey);
    migrate.refuses(ExitCode.USAGE, migrate.run("upgrade"), "has no name", "give --name LEDGER");
    assertThat(migrate.json("upgrade", "--name", name).get("ledger").asString()).isEqualTo(name);
  }

  @Test
  void what_went_well_needs_no_recovery(TestDatabase database) throws SQLException {
    MigrateRuns migrate = MigrateRuns.of(database, directory);
    migrate.text("upgrade", "--to", "2");
    assertThat(migrate.text("recover"))
        .isEqualTo(
            """
            nothing had to be recovered
              found  the schema is what was last recorded
              done   nothing
              next   audit-ledger migrate upgrade
            """);
    database.execute(
        "insert into audit_ledger.ledger_history (installed_rank, version, description, type,"
            + " script, installed_by, execution_time, success) values (50, '2.1',"
            + " 'schema version index', 'SQL', 'deploy/V2_1__schema_version_index.sql', 'x', 1,"
            + " false)");
    migrate.refuses(
        ExitCode.HISTORY_BROKEN, migrate.run("upgrade"), "audit-ledger migrate recover");
    JsonNode recovered = migrate.json("recover");
    assertThat(recovered.get("done").get(0).asString())
        .isEqualTo("answered row 50 of ledger_history with a DELETE row");
    assertThat(recovered.get("next").asString()).isEqualTo("audit-ledger migrate upgrade");
    migrate.text("upgrade");
    assertThat(migrate.text("recover")).contains("next   nothing: the ledger is at the newest");
  }
}
