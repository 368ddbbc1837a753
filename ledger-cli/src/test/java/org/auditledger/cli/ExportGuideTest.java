package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/export.md tells a reader to type works, and gives what it says. */
@OnPostgres
@Template("/ancestor/v3-fresh.sql")
class ExportGuideTest {

  private static final String PROGRAM = "audit-ledger ";

  @TempDir private Path directory;

  @Test
  void every_command_of_the_guide_works(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    List<String> typed = typed();
    assertThat(typed).hasSizeGreaterThan(7);
    String said = "";
    for (String line : typed) {
      if (line.startsWith(PROGRAM)) {
        String answer = run(database, line.replaceFirst(" \\|.*", "")).stdout();
        said = line.contains("entries.csv") ? answer : said;
      } else {
        ProcessRun shown = ProcessRun.of(directory, Map.of(), List.of(line.split(" ", -1)));
        assertThat(shown.exit()).as("%s", shown).isZero();
        assertThat(said).contains(shown.stdout().substring(0, 64));
      }
    }
    assertThat(Files.readString(directory.resolve("for-excel.csv"))).startsWith("\ufeff\"id\",");
  }

  @Test
  void what_the_guide_pipes_into_jq_comes_out_of_it(TestDatabase database) throws Exception {
    // Somebody else's program, which .ci/run installs; the other tests here need none.
    assumeThat(Stream.of("/usr/bin/jq", "/usr/local/bin/jq").map(Path::of))
        .as("jq is not installed here: what needs it is skipped")
        .anyMatch(Files::exists);
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    String line = typed().stream().filter(one -> one.contains("| jq")).findFirst().orElseThrow();
    String[] halves = line.split(" \\| ", -1);
    Path file = Files.writeString(directory.resolve("out"), run(database, halves[0]).stdout());
    ProcessRun jq =
        ProcessRun.of(directory, Map.of(), List.of("sh", "-c", halves[1] + " < " + file));
    assertThat(jq.stdout().lines())
        .isEqualTo(
            database.query(
                "select coalesce(rule_id, 'null') from ledger_entries where verdict = 'FLAG'"
                    + " order by sequence_number"));
  }

  private CommandLineRun run(TestDatabase database, String line) {
    String[] words =
        Arrays.stream(line.substring(PROGRAM.length()).split(" ", -1))
            .map(word -> word.matches(".*\\.(csv|jsonl?)") ? file(word) : word)
            .toArray(String[]::new);
    CommandLineRun run = CommandLineRun.in(Map.of("LEDGER_DSN", database.dsn()), words);
    assertThat(run.exit()).as("%s", run).isZero();
    return run;
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private static List<String> typed() throws IOException {
    return Files.readAllLines(Checkout.root().resolve("docs/export.md")).stream()
        .filter(line -> line.startsWith("    "))
        .map(String::strip)
        .toList();
  }
}
