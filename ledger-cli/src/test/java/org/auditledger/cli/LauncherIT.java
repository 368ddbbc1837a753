package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on the finished program, with the real Java. */
class LauncherIT {

  private static final Path LAUNCHER = Checkout.root().resolve("audit-ledger");

  @TempDir private Path elsewhere;

  @BeforeEach
  void has_been_started_once() {
    ProcessRun first = launch("version"); // with a new jar this makes the archive
    assertThat(first.stderr()).as("the jar is older than its sources").doesNotContain("building");
  }

  @Test
  void says_only_what_the_program_says() {
    ProcessRun run = launch("version");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stderr()).as("%s", run).isEmpty();
    assertThat(run.stdout()).isEqualTo(CommandLineRun.of("version").stdout());
  }

  @Test
  void ends_with_the_exit_code_of_the_program() {
    ProcessRun run = launch("no-such-command");
    assertThat(run.exit()).as("%s", run).isEqualTo(2);
    assertThat(run.stdout()).as("%s", run).isEmpty();
    assertThat(run.stderr()).as("%s", run).startsWith("audit-ledger: unmatched argument");
  }

  @Test
  void a_full_disk_is_not_success_and_a_reader_that_leaves_is_not_failure() {
    ProcessRun full = shell("'%s' version > /dev/full");
    assertThat(full.exit()).as("%s", full).isEqualTo(1);
    assertThat(full.stderr()).as("%s", full).contains("No space left on device");
    ProcessRun left = shell("set -o pipefail; '%s' completion | true");
    assertThat(left.exit()).as("%s", left).isZero();
    assertThat(left.stderr()).as("%s", left).isEmpty();
    ProcessRun closed = shell("'%s' version >&-");
    assertThat(closed.exit()).as("%s", closed).isEqualTo(1);
  }

  @Test
  void is_colourful_only_where_that_is_wanted() {
    assertThat(launch("--help").stdout()).doesNotContain("\u001b");
    Map<String, String> forced = Map.of("CLICOLOR_FORCE", "1");
    assertThat(launch(forced, "--help").stdout()).contains("\u001b[");
    Map<String, String> refused = Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1");
    assertThat(launch(refused, "--help").stdout()).doesNotContain("\u001b");
  }

  @Test
  void takes_options_for_java_of_which_a_collector_replaces_ours() {
    String wanted = "-XX:+UseParallelGC -Dos.name=Ours";
    ProcessRun run = launch(Map.of("AUDIT_LEDGER_JAVA_OPTS", wanted), "version");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout()).as("%s", run).contains(" Ours ");
    assertThat(run.stderr()).as("%s", run).isEmpty();
  }

  @Test
  void a_spoiled_archive_slows_the_start_and_does_nothing_else() throws IOException {
    Path copy = Files.createDirectories(elsewhere.resolve("a copy"));
    Path target = Files.createDirectories(copy.resolve("ledger-cli/target"));
    Files.copy(LAUNCHER, copy.resolve("audit-ledger"));
    Files.copy(
        Checkout.root().resolve("ledger-cli/target/audit-ledger.jar"),
        target.resolve("audit-ledger.jar"));
    List<String> command = List.of(copy.resolve("audit-ledger").toString(), "version");
    ProcessRun first = ProcessRun.of(elsewhere, java(), command);
    assertThat(first.exit()).as("%s", first).isZero();
    Path archive;
    try (var files = Files.list(target)) {
      archive = files.filter(file -> file.toString().endsWith(".jsa")).findAny().orElseThrow();
    }
    assertThat(archive).isNotEmptyFile();
    byte[] bytes = Files.readAllBytes(archive);
    Files.delete(archive);
    for (int cut : new int[] {bytes.length / 2, 100, 0}) {
      Files.write(archive, java.util.Arrays.copyOf(bytes, cut));
      ProcessRun run = ProcessRun.of(elsewhere, java(), command);
      assertThat(run.exit()).as("%s", run).isZero();
      assertThat(run.stdout()).as("%s", run).isEqualTo(first.stdout());
      assertThat(run.stderr()).as("%s", run).isEmpty();
    }
  }

  private ProcessRun launch(String... arguments) {
    return launch(Map.of(), arguments);
  }

  private ProcessRun launch(Map<String, String> environment, String... arguments) {
    Map<String, String> all = new HashMap<>(java());
    all.putAll(environment);
    List<String> command = new java.util.ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return ProcessRun.of(elsewhere, all, command);
  }

  private ProcessRun shell(String line) {
    return ProcessRun.of(
        elsewhere, java(), List.of("bash", "-c", line.formatted(LAUNCHER.toString())));
  }

  private static Map<String, String> java() {
    return Map.of("JAVA_HOME", System.getProperty("java.home"));
  }
}
