package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VersionCommandTest {

  @Test
  void says_what_it_was_built_from_and_runs_on() {
    CommandLineRun run = CommandLineRun.of("version");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stderr()).as("%s", run).isEmpty();
    assertThat(run.stdout())
        .startsWith("audit-ledger " + Build.load().version() + "\n")
        .contains(System.getProperty("java.version"))
        .containsPattern("postgresql +1\\d\\.\\d+ ")
        .doesNotContain("null")
        .doesNotContain("${");
  }

  @Test
  void says_the_same_in_json() {
    JsonNode version = JsonSchema.check(CommandLineRun.of("version", "--json").stdout());
    Build build = Build.load();
    assertThat(version.get("version").asString()).isEqualTo(build.version());
    assertThat(version.get("build_time").asString())
        .isEqualTo(Instant.parse(build.time()).toString());
    assertThat(version.get("postgresql_version").asString()).matches("1\\d\\.\\d+");
    assertThat(version.get("java_version").asString())
        .isEqualTo(System.getProperty("java.version"));
  }

  @Test
  void names_the_commit_when_the_build_was_told() {
    Build told = new Build("1.0", "0123abc", "2026-11-20T00:00:00Z", "18.6");
    assertThat(version(told).stdout()).contains("commit      0123abc\n");
    Build untold = new Build("1.0", null, "2026-11-20T00:00:00Z", "18.6");
    assertThat(version(untold).stdout()).contains("commit      unknown\n");
    assertThat(JsonSchema.check(version(untold, "--json").stdout()).get("commit").isNull())
        .isTrue();
  }

  private static CommandLineRun version(Build build, String... options) {
    return CommandLineRun.with(
        Map.of(),
        around -> AuditLedgerCommand.commandLine(build, around),
        Stream.concat(Stream.of("version"), Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void is_one_line_by_option() {
    CommandLineRun run = CommandLineRun.of("--version");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout().strip()).isEqualTo("audit-ledger " + Build.load().version());
  }
}
