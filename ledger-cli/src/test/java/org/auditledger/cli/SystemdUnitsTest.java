package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What deploy/systemd has an operator install is what systemd takes, and may do little. */
class SystemdUnitsTest {

  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  /** Out of 100; a service without any restriction has 96. */
  private static final int EXPOSURE = 20;

  private static final List<String> JOBS =
      List.of(
          "audit-ledger-backup",
          "audit-ledger-checkpoint",
          "audit-ledger-retention",
          "audit-ledger-verify");

  @TempDir private Path directory;

  @Test
  void each_job_is_a_service_that_a_timer_starts() throws IOException {
    assertThat(SystemdUnit.all(".timer")).extracting(SystemdUnit::stem).isEqualTo(JOBS);
    for (SystemdUnit timer : SystemdUnit.all(".timer")) {
      assertThat(timer.value("OnCalendar")).as(timer.name()).isNotBlank();
      assertThat(timer.value("WantedBy")).as(timer.name()).isEqualTo("timers.target");
    }
    assertThat(jobs()).extracting(SystemdUnit::stem).isEqualTo(JOBS);
    for (SystemdUnit service : jobs()) {
      assertThat(service.value("Type")).as(service.name()).isEqualTo("oneshot");
      assertThat(service.value("OnFailure")).isEqualTo("audit-ledger-alert@%n.service");
      assertThat(service.values("TimeoutStartSec")).as(service.name()).hasSize(1);
    }
  }

  @Test
  void every_command_in_them_is_one_that_the_program_has() throws IOException {
    CommandLine program = CommandLineRun.contents();
    List<List<String>> calls = new ArrayList<>();
    for (SystemdUnit service : jobs()) {
      for (String command : service.commands()) {
        calls.addAll(ShellWords.calls(directory, command));
      }
    }
    assertThat(calls).hasSize(5);
    for (List<String> call : calls) {
      CommandLine.ParseResult parsed = program.parseArgs(call.toArray(String[]::new));
      assertThat(parsed.subcommand()).as("%s", call).isNotNull();
    }
  }

  @Test
  void a_password_is_in_a_credential_and_in_nothing_else() throws IOException {
    for (SystemdUnit service : jobs()) {
      assertThat(service.values("LoadCredential"))
          .as(service.name())
          .anyMatch(one -> one.matches("pgpass:/etc/audit-ledger/[a-z]+\\.pgpass"));
      assertThat(service.value("ExecStartPre"))
          .startsWith("/usr/bin/install -m 0600 %d/pgpass ")
          .endsWith(" %t/%N");
      assertThat(service.environment())
          .containsEntry("LEDGER_DSN", "service=" + service.stem())
          .containsEntry("PGPASSFILE", "/run/" + service.stem() + "/pgpass")
          .doesNotContainKeys("PGPASSWORD");
      assertThat(service.value("RuntimeDirectoryMode")).isEqualTo("0700");
    }
    assertThat(Files.readString(SystemdUnit.DIRECTORY.resolve("pg_service.conf")))
        .doesNotContain("password=")
        .contains("sslmode=verify-full");
  }

  @Test
  void who_verifies_has_no_key_and_may_write_nothing() throws IOException {
    SystemdUnit verify = SystemdUnit.read(SystemdUnit.DIRECTORY.resolve(JOBS.get(3) + ".service"));
    assertThat(verify.value("DynamicUser")).isEqualTo("yes");
    assertThat(verify.values("ReadWritePaths")).isEmpty();
    assertThat(verify.values("LoadCredential")).noneMatch(one -> one.contains("key"));
    assertThat(verify.environment().keySet()).noneMatch(one -> one.contains("SIGNING"));
  }

  /**
   * It is Linux's, and not on every machine; .ci/run installs it, and the other tests need none.
   */
  private static void assumeAnalyze() {
    assumeTrue(Files.isExecutable(ANALYZE), "there is no systemd-analyze here"); // see above
  }

  @Test
  void systemd_itself_has_nothing_to_say_about_them() throws IOException {
    assumeAnalyze();
    Path installed = installed();
    List<String> command = new ArrayList<>(List.of(ANALYZE.toString(), "--man=no", "verify"));
    try (Stream<Path> units = Files.list(installed)) {
      units
          .filter(Files::isRegularFile)
          .map(unit -> unit.toString().replace("alert@.", "alert@x."))
          .sorted()
          .forEach(command::add);
    }
    assertThat(command).hasSize(3 + 2 * JOBS.size() + 1);
    ProcessRun run = analyze(installed, command);
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stderr()).as("%s", run).isEmpty();
  }

  @Test
  void by_systemds_own_measure_they_may_do_little() throws IOException {
    assumeAnalyze();
    Path installed = installed();
    List<String> command =
        new ArrayList<>(
            List.of(
                ANALYZE.toString(),
                "security",
                "--offline=yes",
                "--no-pager",
                "--threshold=" + EXPOSURE));
    JOBS.forEach(job -> command.add(installed.resolve(job + ".service").toString()));
    ProcessRun run = analyze(installed, command);
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout()).contains("Overall exposure level for audit-ledger-retention.service");
  }

  /** Installed as the guide says, but with the program of this checkout. */
  private Path installed() throws IOException {
    Path installed = Files.createDirectories(directory.resolve("system"));
    for (String suffix : List.of(".service", ".timer")) {
      for (SystemdUnit unit : SystemdUnit.all(suffix)) {
        String text = Files.readString(SystemdUnit.DIRECTORY.resolve(unit.name()));
        Files.writeString(
            installed.resolve(unit.name()),
            text.replace("/opt/audit-ledger/audit-ledger", Checkout.root() + "/audit-ledger"));
      }
    }
    Path dropIn = Path.of("audit-ledger-.service.d", "least-privilege.conf");
    Files.createDirectories(installed.resolve(dropIn).getParent());
    Files.copy(SystemdUnit.DIRECTORY.resolve(dropIn), installed.resolve(dropIn));
    return installed;
  }

  private ProcessRun analyze(Path installed, List<String> command) {
    return ProcessRun.of(directory, Map.of("SYSTEMD_UNIT_PATH", installed + ":"), command);
  }

  private static List<SystemdUnit> jobs() throws IOException {
    return SystemdUnit.all(".service").stream().filter(unit -> !unit.name().contains("@")).toList();
  }
}
