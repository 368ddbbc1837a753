package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auditledger.migrate.MigrationSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MigrateCommandTest {

  private static final Pattern NAMED = Pattern.compile("audit-ledger migrate ([a-z-]+)");

  @Test
  void exports_the_schema_at_the_top_of_the_repository() throws IOException {
    CommandLineRun run = CommandLineRun.of("migrate", "export-schema");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout()).isEqualTo(Files.readString(Path.of("..", "schema.sql")));
  }

  @Test
  void exports_the_same_in_json() {
    CommandLineRun run = CommandLineRun.of("migrate", "export-schema", "--json");
    JsonNode json = JsonSchema.check(run.stdout());
    assertThat(json.get("sql").asString()).isEqualTo(MigrationSet.ledger().exportSchema());
    assertThat(json.get("set_sum").asString()).isEqualTo(MigrationSet.ledger().sum().hex());
  }

  @Test
  void shows_what_a_migration_is_for_what_it_locks_and_what_it_runs() {
    CommandLineRun run = CommandLineRun.of("migrate", "show", "V2_1");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout())
        .startsWith("ledger 2.1: schema version index\n")
        .contains("  why         The era of an entry")
        .contains("  locks       SHARE on public.ledger_entries")
        .contains("  reversible  lossless")
        .contains("  prepare     prepare/V2_1__schema_version_index.sql, SHA-256 ")
        .contains("create index concurrently")
        .contains("do $deploy$");
  }

  @Test
  void shows_every_script_in_json() {
    CommandLineRun run =
        CommandLineRun.of("migrate", "show", "1", "--set", "control", "--output", "json");
    JsonNode json = JsonSchema.check(run.stdout());
    assertThat(json.get("scripts").findValuesAsString("role"))
        .containsExactly("deploy", "verify", "revert");
    assertThat(json.get("scripts").get(0).get("sql").asString())
        .contains("create schema if not exists audit_ledger");
  }

  @Test
  void names_what_there_is_when_there_is_no_such_migration() {
    CommandLineRun run = CommandLineRun.of("migrate", "show", "7");
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .contains("the ledger set has no migration 7")
        .contains("its migrations are 1, 2, 2.1, 3, 3.1, 3.2, 3.3, 4");
  }

  @Test
  void every_command_that_a_message_names_is_one() throws IOException {
    Set<String> known =
        CommandLineRun.contents().getSubcommands().get("migrate").getSubcommands().keySet();
    Set<String> named = new TreeSet<>();
    for (String module : List.of("ledger-core", "ledger-cli", "ledger-bench")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
        for (Path file : files.filter(f -> f.toString().matches(".*[.](java|sql)")).toList()) {
          NAMED.matcher(Files.readString(file)).results().forEach(m -> named.add(m.group(1)));
        }
      }
    }
    assertThat(named).contains("upgrade", "adopt", "recover", "status").isSubsetOf(known);
  }

  @Test
  void needs_to_be_told_what_to_do() {
    CommandLineRun run = CommandLineRun.of("migrate");
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr()).contains("missing command").contains("migrate --help");
  }
}
