package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auditledger.audit.BackupDefect;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.FindingCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/verify.md tells an auditor is so. */
@OnPostgres
class VerifyGuideTest {

  private static final String PROMPT = "    audit-ledger ";

  @TempDir private Path directory;

  @Test
  void every_command_of_the_guide_works_for_who_may_only_read(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(800);
    assertThat(ledger.text("checkpoint", "export", "--output", file("2026-11.anchor")))
        .contains("800 entries");
    ledger.append(20);
    assertThat(ledger.text("checkpoint", "create")).contains("820 entries");
    ledger.append(20);
    assertThat(ledger.text("backup", "--output", file("mon.backup"))).contains("840 entries");
    Files.copy(Path.of(ledger.trusted()), directory.resolve("plant-1.key.vkey"));
    ledger.runs().with("AUDIT_LEDGER_TRUST", "");

    String role = "auditor_" + database.name();
    database.execute(
        "create role " + role + " login password 'pa55word'; grant ski_audit_reader to " + role);
    // Whoever may read more than before is a change of what protects the ledger.
    CommandLineRun accepted = ledger.run("migrate", "verify", "--accept-posture=an auditor");
    assertThat(accepted.exit()).as("%s", accepted).isNotEqualTo(ExitCode.POSTURE_WEAKER.code());
    ledger
        .runs()
        .with(
            "LEDGER_DSN",
            database
                .dsn()
                .replace(database.user() + ":" + database.password() + "@", role + ":pa55word@"));
    List<String> commands =
        guide().lines().filter(line -> line.startsWith(PROMPT)).map(this::command).toList();
    assertThat(commands).hasSize(6);
    for (String command : commands) {
      String text = ledger.text(command.split(" ", -1));
      if (command.startsWith("verify") && !command.contains("--json")) {
        assertThat(guide().replaceAll("\\s+", " ")).contains(VerifyRuns.last(text));
      }
    }
  }

  @Test
  void the_guide_has_the_defects_of_a_backup() throws IOException {
    String guide = guide();
    assertThat(BackupDefect.Code.values())
        .allMatch(code -> guide.contains("\n| `" + code + "` | "));
  }

  @Test
  void the_guide_has_the_findings_as_they_are() throws IOException {
    String table =
        Stream.of(FindingCode.values())
            .map(
                code ->
                    String.join(
                        " | ", "`" + code + "`", code.area().word(), code.why(), code.next()))
            .map(row -> "| " + row + " |\n")
            .collect(Collectors.joining());
    assertThat(guide()).endsWith("| --- | --- | --- | --- |\n" + table);
  }

  private static String guide() throws IOException {
    return Files.readString(Checkout.root().resolve("docs/verify.md"));
  }

  private String command(String line) {
    return Arrays.stream(line.substring(PROMPT.length()).split(" ", -1))
        .map(word -> word.matches(".*\\.(key|vkey|anchor|report|backup)") ? file(word) : word)
        .collect(Collectors.joining(" "));
  }

  /** The reader's own directory. */
  private String file(String name) {
    return directory.resolve(name).toString();
  }
}
