package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@OnPostgres
class TenantCommandTest {

  private static TestDatabase database;
  private static MigrateRuns runs;

  @BeforeAll
  static void make_a_ledger(@TempDir Path directory, TestDatabase given) {
    database = given;
    runs = MigrateRuns.of(given, directory);
    String unused = runs.text("upgrade");
  }

  @Test
  void a_tenant_is_added_together_with_the_statement_about_its_retention() throws SQLException {
    long before = statements();
    JsonNode added =
        json("tenant", "add", "line-7", "--days", "90", "--display-name", "Line 7", "--json");
    assertThat(added.get("statement").asLong()).isEqualTo(before + 1);
    assertThat(note(before + 1))
        .contains("\"kind\":\"TENANT_RETENTION_SET\"")
        .contains("\"body\":{\"days\":90,\"observed\":false,\"tenant\":\"line-7\"}");
    assertThat(
            database.query(
                "select tenant_id || '|' || display_name || '|' || buffer_retention_days || '|'"
                    + " || max_clock_skew_seconds from tenants where tenant_id = 'line-7'"))
        .containsExactly("line-7|Line 7|90|60");
    assertThat(tenant("line-7").get("recorded").asBoolean()).isTrue();
    assertThat(runs.other("verify").exit()).isZero();
  }

  @Test
  void one_that_is_there_is_not_added_again_and_nothing_is_recorded() throws SQLException {
    long before = statements();
    CommandLineRun run = runs.other("tenant", "add", "default", "--days", "7");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr()).contains("there is a tenant default already", "set-retention");
    assertThat(statements()).isEqualTo(before);
    assertThat(tenant("default").get("days").asInt()).isEqualTo(30);
  }

  @Test
  void a_retention_changed_by_plain_sql_is_listed_beside_what_the_journal_says()
      throws SQLException {
    assertThat(tenant("default").get("recorded").asBoolean()).isTrue();
    database.execute(
        "UPDATE tenants SET buffer_retention_days = 90 WHERE tenant_id = 'default';insert into"
            + " tenants (tenant_id, display_name, buffer_retention_days) values ('x', 'X', 1)");
    assertThat(tenant("default").get("days").asInt()).isEqualTo(90);
    assertThat(tenant("default").get("recorded_days").asInt()).isEqualTo(30);
    assertThat(tenant("default").get("recorded").asBoolean()).isFalse();
    assertThat(tenant("x").get("recorded_days").isNull()).isTrue();
    CommandLineRun text = runs.other("tenant", "list");
    assertThat(text.stdout())
        .containsPattern("acme/plant-1: [23] tenants")
        .containsPattern("default +Default +90 +30, until the next run +60 s")
        .containsPattern("x +X +1 +nothing yet +60 s")
        .contains("each statement of the journal is signed by a key that is trusted");
    database.execute(
        "update tenants set buffer_retention_days = 30 where tenant_id = 'default';"
            + "delete from tenants where tenant_id = 'x'");
  }

  @Test
  void without_a_trusted_key_the_list_says_that_nothing_was_checked() {
    CommandLineRun run = without(runs.environment());
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout()).contains("the journal was not checked");
  }

  @Test
  void what_nobody_who_is_trusted_has_signed_is_passed_over(@TempDir Path other) {
    String stranger = MigrateRuns.of(database, other).variable("AUDIT_LEDGER_TRUST");
    CommandLineRun run = runs.other("tenant", "list", "--trust", stranger);
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout()).contains("passed over: ").containsPattern("default.*nothing yet");
  }

  @Test
  void what_is_no_tenant_is_refused_before_anything_is_written() throws SQLException {
    List<String> before = database.query("select count(*)::text from tenants");
    for (String[] wrong :
        new String[][] {
          {"tenant", "add", "x", "--days", "0"},
          {"tenant", "add", "x", "--days", "1000001"},
          {"tenant", "add", " x", "--days", "1"},
          {"tenant", "add", "", "--days", "1"},
          {"tenant", "add", "x\n", "--days", "1"},
          {"tenant", "add", "x", "--days", "1", "--display-name", ""},
          {"tenant", "add", "x", "--days", "1", "--clock-skew", "-1"},
          {"tenant", "add", "x"},
        }) {
      CommandLineRun run = runs.other(wrong);
      assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    }
    assertThat(database.query("select count(*)::text from tenants")).isEqualTo(before);
  }

  @Test
  void where_there_is_no_buffer_there_are_no_tenants(TestDatabase empty) {
    for (String command : List.of("tenant list", "tenant add x --days 1")) {
      String[] words = (command + " --ledger-db " + empty.dsn()).split(" ", -1);
      CommandLineRun run = runs.other(words);
      assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.DATABASE.code());
      assertThat(run.stderr()).contains("there are no tenants here");
    }
  }

  private static CommandLineRun without(Map<String, String> environment) {
    Map<String, String> fewer = new HashMap<>(environment);
    fewer.remove("AUDIT_LEDGER_TRUST");
    return CommandLineRun.in(fewer, "tenant", "list");
  }

  private JsonNode tenant(String id) {
    List<JsonNode> found = new ArrayList<>();
    json("tenant", "list", "--json").get("tenants").forEach(found::add);
    return found.stream()
        .filter(tenant -> tenant.get("tenant").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode json(String... words) {
    CommandLineRun run = runs.other(words);
    assertThat(run.exit()).as("%s", run).isZero();
    return JsonSchema.check(run.stdout());
  }

  private long statements() throws SQLException {
    return Long.parseLong(
        database.query("select max(position)::text from audit_ledger.journal").get(0));
  }

  private String note(long position) throws SQLException {
    return database
        .query("select note from audit_ledger.journal where position = " + position)
        .get(0);
  }
}
