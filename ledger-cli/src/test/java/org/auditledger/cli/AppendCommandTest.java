package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.IntactLedger;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON Lines in, and a line out for each entry that is durable. */
@OnLedger
class AppendCommandTest {

  @TempDir private Path directory;

  private CommandLineRun append(TestDatabase database, List<String> lines, String... options)
      throws IOException {
    Path file = Files.writeString(directory.resolve("entries.jsonl"), String.join("\n", lines));
    List<String> arguments = new ArrayList<>(List.of("append", file.toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.in(
        Map.of("LEDGER_DSN", database.dsn()), arguments.toArray(String[]::new));
  }

  private static List<String> lines(int count) {
    List<String> lines = new ArrayList<>();
    for (int n = 1; n <= count; n++) {
      lines.add(
          "{\"verdict\":\"CLEAR\",\"telemetry_id\":\"t-%d\",\"telemetry_hash\":\"%s\","
                  .formatted(n, "ab".repeat(32))
              + "\"ski_model_version\":\"m\"}");
    }
    return lines;
  }

  private static void assertHolds(TestDatabase database, int entries) throws SQLException {
    assertThat(IntactLedger.assertIntact(database, TrustedKeys.NONE).segment().rows())
        .isEqualTo(entries);
  }

  @Test
  void each_line_becomes_an_entry_and_a_line(TestDatabase database) throws Exception {
    CommandLineRun run = append(database, lines(25), "--batch", "10");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout().lines().toList())
        .isEqualTo(
            database.query(
                "select sequence_number || ' ' || entry_hash from ledger_entries"
                    + " order by sequence_number"));
    CommandLineRun json = append(database, lines(1), "--json");
    assertThat(JsonSchema.check(json.stdout()).get("sequence_number").asLong()).isEqualTo(26);
    assertHolds(database, 26);
  }

  @Test
  void the_first_bad_line_ends_it_and_takes_its_batch_along(TestDatabase database)
      throws Exception {
    List<String> lines = lines(30);
    lines.set(17, "{\"verdict\":\"MAYBE\"}");
    CommandLineRun run = append(database, lines, "--batch", "10");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr())
        .contains("line 18 is no entry: verdict \"MAYBE\" is none of")
        .contains("which begins at line 11", "10 lines before it are committed", "tail -n +11");
    assertThat(run.stdout().lines()).hasSize(10);
    assertHolds(database, 10);
  }

  @Test
  void a_line_without_end_is_refused_and_what_came_before_it_stays(TestDatabase database)
      throws Exception {
    List<String> lines = lines(3);
    lines.set(2, "x".repeat(JsonLines.MAX_LENGTH + 1));
    CommandLineRun run = append(database, lines, "--batch", "1");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr())
        .contains("it is longer than " + JsonLines.MAX_LENGTH + " bytes")
        .contains("2 lines before it are committed");
    assertThat(run.stdout().lines()).hasSize(2);
    assertHolds(database, 2);
  }

  @Test
  void what_follows_a_batch_that_the_server_refuses_is_not_written(TestDatabase database)
      throws Exception {
    database.execute(
        "alter table public.ledger_entries add check (telemetry_id <> 't-13') not valid");
    CommandLineRun run = append(database, lines(40), "--batch", "10");
    assertThat(run.exit()).as("%s", run).isNotZero();
    assertThat(run.stderr()).contains("10 lines before it are committed");
    assertThat(run.stdout().lines()).hasSize(10);
    assertThat(database.query("select telemetry_id from ledger_entries order by sequence_number"))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).mapToObj(n -> "t-" + n).toList());
  }

  @Test
  void a_file_that_is_run_again_adds_nothing(TestDatabase database) throws Exception {
    assertThat(append(database, lines(12), "--idempotent", "--batch", "5").exit()).isZero();
    CommandLineRun again = append(database, lines(14), "--idempotent");
    assertThat(again.exit()).as("%s", again).isZero();
    assertThat(again.stdout().lines().filter(line -> line.endsWith(" was there"))).hasSize(12);
    assertHolds(database, 14);
  }

  @Test
  void the_documented_lines_are_entries(TestDatabase database) throws Exception {
    List<String> examples =
        Files.readString(Checkout.root().resolve("docs/append.md"))
            .lines()
            .filter(line -> line.startsWith("{"))
            .toList();
    assertThat(examples).hasSize(2);
    CommandLineRun run = append(database, examples);
    assertThat(run.exit()).as("%s", run).isZero();
    assertHolds(database, 2);
  }

  @Test
  void what_cannot_be_read_is_said_before_anything_is_written(TestDatabase database) {
    CommandLineRun run =
        CommandLineRun.in(
            Map.of("LEDGER_DSN", database.dsn()), "append", directory.resolve("none").toString());
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stderr()).contains("none cannot be read", "there is no such file");
  }
}
