package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.IntactLedger;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code append --seal}: what is appended is sealed, and is there if that goes wrong. */
@OnPostgres
class AppendSealTest {

  private static final String CACHE = Path.of("target", "cache").toAbsolutePath().toString();

  @TempDir private Path directory;

  private static String line(long n) {
    return "{\"verdict\":\"CLEAR\",\"telemetry_id\":\"t-%d\",\"telemetry_hash\":\"%s\","
            .formatted(n, "ab".repeat(32))
        + "\"ski_model_version\":\"m\"}\n";
  }

  private static String lines(long from, int count) {
    StringBuilder lines = new StringBuilder();
    for (long n = from; n < from + count; n++) {
      lines.append(line(n));
    }
    return lines.toString();
  }

  private CommandLineRun append(SealedTestLedger ledger, String lines, String... options)
      throws IOException {
    return append(ledger.runs().environment(), lines, options);
  }

  private CommandLineRun append(Map<String, String> environment, String lines, String... options)
      throws IOException {
    Path file = Files.writeString(directory.resolve("entries.jsonl"), lines);
    List<String> words = new ArrayList<>(List.of("append", file.toString()));
    words.addAll(Arrays.asList(options));
    return CommandLineRun.in(environment, words.toArray(String[]::new));
  }

  private static void assertHolds(TestDatabase database, int entries) throws SQLException {
    assertThat(IntactLedger.assertIntact(database, TrustedKeys.NONE).segment().rows())
        .isEqualTo(entries);
  }

  @Test
  void what_is_appended_is_sealed_at_the_end_and_said(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    CommandLineRun run = append(ledger, lines(1, 25), "--seal", "--json", "--batch", "10");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout().lines()).hasSize(25);
    run.stdout().lines().forEach(line -> JsonSchema.check(line + "\n"));
    assertThat(run.stderr().lines().toList()).last().isEqualTo("sealed up to entry 25");
    assertThat(ledger.text("checkpoint", "list")).startsWith("acme/plant-1: sealed up to entry 25");

    CommandLineRun again = append(ledger, lines(1, 25), "--seal", "--idempotent");
    assertThat(again.exit()).as("%s", again).isZero();
    assertThat(again.stderr()).as("said though it is not new").isEqualTo("sealed up to entry 25\n");
    CommandLineRun quiet = append(ledger, lines(26, 1), "--seal", "--quiet");
    assertThat(quiet.stderr()).as("%s", quiet).isEmpty();
    assertThat(ledger.text("checkpoint", "list")).startsWith("acme/plant-1: sealed up to entry 26");
    assertHolds(database, 26);
  }

  @Test
  void many_are_sealed_while_it_runs_and_the_rest_is_not_when_it_is_interrupted(
      TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    assertThat(append(ledger, lines(1, 3)).exit()).isZero();
    try (RunningProgram program =
        RunningProgram.start(ledger.runs().environment(), "append", "--seal", "--batch", "100")) {
      program.await("sealed up to entry 3");
      program.type(lines(4, 10_000));
      program.await("sealed up to entry 10003");
      program.type(lines(10_004, 100));
      while (!database.query("select count(*) from ledger_entries").contains("10103")) {
        Thread.sleep(20);
      }
      assertThat(program.signal("TERM")).isEqualTo(143);
      assertThat(program.all()).anyMatch(line -> line.contains("interrupted"));
    }
    assertThat(ledger.text("checkpoint", "list"))
        .startsWith("acme/plant-1: sealed up to entry 10,003 of 10,103");
    assertHolds(database, 10_103);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--signing-key=a.key", "--name=a", "--passphrase-file=f", "--trust=a"})
  void a_key_that_would_not_be_used_is_refused(String option, TestDatabase database)
      throws Exception {
    CommandLineRun run = append(Map.of("LEDGER_DSN", database.dsn()), lines(1, 1), option);
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr())
        .contains(
            option.replaceAll("=.*", "") + " is for --seal, and without it nothing is sealed");
  }

  @Test
  void without_a_key_nothing_is_appended_that_was_to_be_sealed(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    CommandLineRun run = append(Map.of("LEDGER_DSN", database.dsn()), lines(1, 5), "--seal");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.TRUST.code());
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains("no signing key is named");
    // One in a variable is for whoever asks for it.
    CommandLineRun unsealed = append(ledger, lines(1, 5));
    assertThat(unsealed.exit()).as("%s", unsealed).isZero();
    assertThat(ledger.text("checkpoint", "list")).contains("sealed up to entry 0 of 5");
    assertHolds(database, 5);
  }

  @Test
  void a_ledger_that_was_rolled_back_is_not_sealed_and_the_entries_are_there(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(10);
    long statements = ledger.statements();
    assertThat(ledger.text("checkpoint", "create")).contains("sealed 10 entries");
    ledger.rollBack(5, statements);
    List<String> stored = ledger.stored();
    CommandLineRun run = append(ledger, lines(1, 25), "--seal");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(run.stdout().lines()).hasSize(25);
    assertThat(run.stderr())
        .contains("sealing has ended: nothing was sealed: the database was rolled back\n")
        .contains(
            "audit-ledger: 25 lines are committed; nothing was sealed: the database was rolled"
                + " back")
        .doesNotContain("sealed up to entry");
    CommandLineRun bad = append(ledger, lines(26, 3) + "{}\n", "--seal", "--batch", "1");
    assertThat(bad.exit()).as("both went wrong").isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(bad.stderr())
        .contains("line 4 is no entry: ", "; and nothing was sealed: the database was rolled back")
        .contains("3 lines before it are committed", "tail -n +4");
    assertThat(ledger.stored()).isEqualTo(stored);
    assertThat(database.query("select count(*) from ledger_entries")).containsExactly("33");
  }

  @Test
  void what_comes_before_a_bad_line_is_sealed(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    CommandLineRun run = append(ledger, lines(1, 25) + "{}\n", "--seal", "--batch", "10");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr()).contains("line 26 is no entry", "sealed up to entry 20\n");
    assertThat(ledger.text("checkpoint", "list")).startsWith("acme/plant-1: sealed up to entry 20");
    assertHolds(database, 20);
  }

  @Test
  void an_embedded_ledger_has_a_key_of_its_own() throws Exception {
    Map<String, String> environment =
        Map.of("LEDGER_DSN", "embedded:" + directory.resolve("l"), "XDG_CACHE_HOME", CACHE);
    CommandLineRun made = CommandLineRun.in(environment, "migrate", "upgrade");
    assertThat(made.exit()).as("%s", made).isZero();
    CommandLineRun run = append(environment, lines(1, 3), "--seal");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stderr()).contains("sealed up to entry 3\n");
  }
}
