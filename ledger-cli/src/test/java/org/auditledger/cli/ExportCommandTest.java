package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.auditledger.entry.Digest;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is asked for comes out, is said to be what it is, and nothing is left of what fails. */
@OnPostgres
@Template("/ancestor/v3-fresh.sql")
class ExportCommandTest {

  private static TestDatabase database;

  @TempDir private Path directory;

  @BeforeAll
  static void load(TestDatabase shared) throws SQLException {
    database = shared;
    database.execute(
        """
        insert into ledger_entries (sequence_number, previous_hash, entry_hash, verdict,
          telemetry_id, telemetry_hash, ski_model_version, rule_id, "timestamp")
        select n, repeat('0', 64), md5(n::text) || md5(n::text),
          case when n % 10 = 0 then 'FLAG' else 'CLEAR' end, 't' || n, repeat('0', 64), 'm',
          'R' || n % 3, timestamptz '2026-03-30 00:00:00+00' + (n - 1) * interval '1 hour'
        from generate_series(1, 72) n
        """);
  }

  @Test
  void a_file_is_what_its_name_says_and_what_the_answer_says() throws IOException {
    for (String form : List.of("json", "jsonl", "csv")) {
      Path file = directory.resolve("entries." + form);
      CommandLineRun run = export("--output", file.toString(), "--json");
      assertThat(run.exit()).as("%s", run).isZero();
      assertThat(run.stderr()).isEmpty();
      JsonNode answer = JsonSchema.check(run.stdout());
      assertThat(answer.get("form").asString()).isEqualTo(form);
      assertThat(answer.get("entries").asInt()).isEqualTo(72);
      assertThat(answer.get("first").asInt()).isEqualTo(1);
      assertThat(answer.get("last").asInt()).isEqualTo(72);
      assertThat(answer.get("head").get("sequence").asInt()).isEqualTo(72);
      byte[] bytes = Files.readAllBytes(file);
      assertThat(answer.get("bytes").asInt()).isEqualTo(bytes.length);
      assertThat(answer.get("sha256").asString()).isEqualTo(Digest.sha256(bytes).hex());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(directory.resolve("entries.json"))).startsWith("[\n{\"id\":1,");
    assertThat(Files.readString(directory.resolve("entries.jsonl"))).startsWith("{\"id\":1,");
    assertThat(Files.readString(directory.resolve("entries.csv"))).startsWith("\"id\",");
  }

  @Test
  void a_file_that_is_there_stays_as_it_is() throws IOException {
    Path file = Files.writeString(directory.resolve("kept.csv"), "mine");
    CommandLineRun run = export("--output", file.toString());
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.REFUSED.code());
    assertThat(run.stderr()).contains("there is a file of this name");
    assertThat(file).hasContent("mine");
    assertThat(files()).containsExactly("kept.csv");
  }

  @Test
  void standard_output_has_the_entries_and_nothing_else() {
    CommandLineRun run = export("--format", "csv", "--fields", "verdict,id", "--limit", "2");
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stdout()).isEqualTo("\"verdict\",\"id\"\r\n\"CLEAR\",1\r\n\"CLEAR\",2\r\n");
    Digest sha256 = Digest.sha256(run.stdout().getBytes(StandardCharsets.UTF_8));
    assertThat(run.stderr())
        .startsWith("exported 2 entries, numbers 1 to 2: 38 bytes, SHA-256 " + sha256.hex() + ";")
        .contains("the ledger ends with entry 72, hash ")
        .hasLineCount(1);
    CommandLineRun json = export("--limit", "2", "--json");
    assertThat(json.stdout()).hasLineCount(2).startsWith("{\"id\":1,");
    assertThat(JsonSchema.check(json.stderr()).get("file").isNull()).isTrue();
    assertThat(export("--limit", "2", "--quiet").stderr()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--date-range 2026-03-31,2026-03-31 | 25 | 48",
        "--date-range 2026-03-31,2026-04-30 | 25 | 72",
        "--date-range ,2026-03-30 | 1 | 24",
        "--date-range 2026-04-01, | 49 | 72",
        "--date-range 2026-03-31T02:00:00+02:00,2026-03-31T00:00:00Z | 25 | 25",
        "--date-range 2026-03-30T23:59:59.999999Z,2026-03-31T00:59:59.999999Z | 25 | 25",
        "--from 70 | 70 | 72",
        "--from 5 --to 9 | 5 | 9",
        "--verdict-filter FLAG | 10 | 70",
        "--verdict-filter FLAG,CLEAR | 1 | 72",
        "--rule-id R0 --rule-id R1 --to 5 | 1 | 4",
        "--telemetry-id t7 | 7 | 7",
        "--from 11 --limit 5 | 11 | 15"
      })
  void entries_are_chosen_as_people_mean_it(String typed, String first, String last) {
    CommandLineRun run =
        export(
            Stream.concat(
                    Arrays.stream(typed.split(" ", -1)),
                    Stream.of("--fields", "sequence_number", "--format", "csv"))
                .toArray(String[]::new));
    assertThat(run.exit()).as("%s", run).isZero();
    List<String> numbers = run.stdout().lines().skip(1).toList();
    assertThat(numbers.get(0)).isEqualTo(first);
    assertThat(numbers.get(numbers.size() - 1)).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fields id,verdikt | no entry has a field \"verdikt\"",
        "--fields id,id | each field once",
        "--verdict-filter FLAGGED | CLEAR, FLAG, NULL_UNMAPPED, NULL_STALE, DISCRETIONARY",
        "--date-range 2026-03-31,2026-03-30 | ends before it begins",
        "--date-range 2026-03-31 | is no range, such as",
        "--date-range , | is no range, such as",
        "--date-range 2026-02-30, | is no time",
        "--date-range 0000-01-01, | is no time",
        "--limit 0 | --limit is 1 or more, not 0",
        "--from 9 --to 8 | --to not before --from",
        "--from 0 | from 1 on",
        "--from 73 | the ledger ends with entry 72",
        "--format xml | json"
      })
  void bad_input_is_refused_before_anything_is_written(String typed, String said)
      throws IOException {
    String[] words = typed.split(" ", -1);
    CommandLineRun run = export(words);
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains(said);
    String file = directory.resolve("none.csv").toString();
    CommandLineRun filed =
        export(Stream.concat(Stream.of("--output", file), Stream.of(words)).toArray(String[]::new));
    assertThat(filed.exit()).as("%s", filed).isEqualTo(ExitCode.USAGE.code());
    assertThat(files()).isEmpty();
  }

  @Test
  void a_ledger_that_cannot_be_read_leaves_no_file(TestDatabase own) throws Exception {
    try (Connection connection = own.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table ledger_entries");
      CommandLineRun run =
          CommandLineRun.in(
              Map.of("LEDGER_DSN", own.dsn() + "?options=-c%20lock_timeout%3D50"),
              "export",
              "--output",
              directory.resolve("none.csv").toString());
      assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.LIMIT.code());
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void entries_that_are_missing_are_told_with_the_exit_code(TestDatabase own) throws Exception {
    own.execute(
        "insert into ledger_entries (sequence_number, previous_hash, entry_hash, verdict,"
            + " telemetry_id, telemetry_hash, ski_model_version)"
            + " select n, '0', repeat(n::text, 64), 'CLEAR', 't', '0', 'm'"
            + " from unnest(array[1, 2, 5]) n");
    Path file = directory.resolve("entries.csv");
    CommandLineRun run =
        CommandLineRun.in(
            Map.of("LEDGER_DSN", own.dsn()), "export", "--output", file.toString(), "--quiet");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.CHAIN_BROKEN.code());
    assertThat(run.stderr()).startsWith("2 of the entries that must be there");
    assertThat(run.stdout()).startsWith("exported 3 entries to ");
    assertThat(file).isRegularFile();
    own.execute(
        "insert into ledger_entries (sequence_number, previous_hash, entry_hash, verdict,"
            + " telemetry_id, telemetry_hash, ski_model_version)"
            + " values (6, '0', 'no hash', 'FLAG', 't', '0', 'm')");
    CommandLineRun headless =
        CommandLineRun.in(
            Map.of("LEDGER_DSN", own.dsn()), "export", "--verdict-filter", "FLAG", "--quiet");
    assertThat(headless.exit()).as("%s", headless).isEqualTo(ExitCode.CHAIN_BROKEN.code());
    assertThat(headless.stderr()).startsWith("the ledger ends with an entry that none can go on");
    assertThat(headless.stdout()).hasLineCount(1);
  }

  @Test
  void standard_output_that_was_cut_short_is_no_success() {
    assertThat(into(new IOException("Broken pipe"))).isEqualTo("130 ");
    assertThat(into(new IOException("No space left on device")))
        .startsWith("1 audit-ledger: the answer could not be written to standard output")
        .contains("No space left on device");
  }

  private static String into(IOException failure) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw failure;
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment = Map.of("LEDGER_DSN", database.dsn());
    int exit =
        new Program(
                broken, err, environment, Terminal.none(), Clock.systemUTC(), Interruption.never())
            .run("export");
    return exit + " " + err.toString(StandardCharsets.UTF_8);
  }

  private static CommandLineRun export(String... words) {
    return CommandLineRun.in(
        Map.of("LEDGER_DSN", database.dsn()),
        Stream.concat(Stream.of("export"), Stream.of(words)).toArray(String[]::new));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
