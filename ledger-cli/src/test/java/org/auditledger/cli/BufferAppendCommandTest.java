package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lines of telemetry go into the buffer, batch by batch, up to the first that is wrong. */
@OnLedger
class BufferAppendCommandTest {

  @TempDir private Path directory;

  private static String line(String id, Instant time) {
    return "{\"subject\":\"s\",\"telemetry_id\":\""
        + id
        + "\",\"telemetry_ts\":\""
        + time
        + "\",\"measurement\":{\"value\":1.50}}\n";
  }

  private static String lines(int count) {
    StringBuilder lines = new StringBuilder();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    for (int i = 1; i <= count; i++) {
      lines.append(line("t" + i, now));
    }
    return lines.toString();
  }

  private static CommandLineRun run(TestDatabase database, String input, String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "buffer";
    all[1] = "append";
    System.arraycopy(words, 0, all, 2, words.length);
    return CommandLineRun.piped(input, Map.of("LEDGER_DSN", database.dsn()), all);
  }

  private static List<String> written(TestDatabase database) throws SQLException {
    return database.query("select telemetry_id from telemetry_buffer order by id");
  }

  @OnEveryPostgres
  void every_batch_is_answered_when_it_is_durable(TestDatabase database) throws Exception {
    CommandLineRun piped = run(database, lines(5), "--batch", "2");
    assertThat(piped.exit()).as("%s", piped).isZero();
    assertThat(piped.stdout())
        .isEqualTo(
            """
            lines 1 to 2: 2 records written
            lines 3 to 4: 2 records written
            line 5: 1 record written
            """);
    assertThat(piped.stderr()).isEmpty();
    assertThat(written(database)).containsExactly("t1", "t2", "t3", "t4", "t5");

    Path file = Files.writeString(directory.resolve("t.jsonl"), lines(3).strip());
    CommandLineRun json = run(database, "", file.toString(), "--json");
    assertThat(json.exit()).as("%s", json).isZero();
    JsonNode answer = JsonSchema.check(json.stdout());
    assertThat(answer.get("records").asLong()).isEqualTo(3);
    assertThat(answer.get("last_line").asLong()).isEqualTo(3);
    CommandLineRun windows = run(database, lines(1).replace("\n", "\r\n"), "-");
    assertThat(windows.exit()).as("%s", windows).isZero();
    CommandLineRun none = run(database, "");
    assertThat(none.exit()).isZero();
    assertThat(none.stdout()).isEmpty();
    assertThat(written(database)).hasSize(9);
  }

  @OnEveryPostgres
  void the_first_line_that_is_wrong_ends_it_and_nothing_of_its_batch_is_written(
      TestDatabase database) throws SQLException {
    CommandLineRun run = run(database, lines(3) + "{\"subject\":1}\n" + lines(2), "--batch", "2");
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.stdout()).isEqualTo("lines 1 to 2: 2 records written\n");
    assertThat(run.stderr())
        .contains("line 4 of standard input was refused", "measurement is no JSON object")
        .contains("nothing of its batch was written");
    assertThat(written(database)).containsExactly("t1", "t2");

    Instant ahead = Instant.now().truncatedTo(ChronoUnit.MICROS).plusSeconds(1000);
    refused(database, 2, lines(1) + line("x", ahead), "line 2 of", "ahead of the server's clock");
    refused(database, 2, lines(1) + "\n" + lines(1), "line 2 of standard input", "it is empty");
    refused(database, 2, lines(1) + "{\n", "line 2 of", "too early");
    String endless = "x".repeat(JsonLines.MAX_LENGTH + 1);
    refused(database, 2, lines(1) + endless, "line 2 of standard input", "it is longer than");
    refused(
        database,
        22,
        lines(2) + line("x", Instant.parse("2020-01-01T00:00:00Z")) + lines(1),
        "line 3 of standard input was refused",
        "audit-ledger partitions create --for 2020-01-01");
    refused(
        database,
        2,
        lines(1).replace("\"subject\"", "\"tenant_id\":\"acme\",\"subject\""),
        "there is no tenant acme",
        "audit-ledger tenant add");
    assertThat(written(database)).containsExactly("t1", "t2");
  }

  private static void refused(TestDatabase database, int exit, String input, String... said) {
    CommandLineRun run = run(database, input);
    assertThat(run.exit()).as("%s", run).isEqualTo(exit);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains(said);
    assertThat(run.stderr().lines()).hasSizeBetween(2, 3);
  }

  @Test
  void what_cannot_be_read_or_is_asked_wrongly_is_refused(TestDatabase database)
      throws SQLException {
    assertThat(run(database, "", directory.resolve("missing").toString()).exit()).isEqualTo(2);
    assertThat(run(database, "", directory.toString()).exit()).isEqualTo(2);
    assertThat(run(database, lines(1), "--batch", "0").exit()).isEqualTo(2);
    assertThat(CommandLineRun.piped(lines(1), Map.of(), "buffer", "append").exit()).isEqualTo(2);
    assertThat(written(database)).isEmpty();
    database.execute("drop table telemetry_buffer cascade");
    CommandLineRun none = run(database, lines(1));
    assertThat(none.exit()).as("%s", none).isEqualTo(ExitCode.DATABASE.code());
    assertThat(none.stderr()).contains("this ledger has no telemetry buffer", "migrate upgrade");
  }

  @Test
  void a_signal_ends_it_while_it_waits_for_a_line(TestDatabase database) throws Exception {
    Map<String, String> environment = Map.of("LEDGER_DSN", database.dsn());
    try (RunningProgram program =
        RunningProgram.start(environment, "buffer", "append", "--batch", "1")) {
      program.type(lines(1));
      program.await("line 1: 1 record written");
      program.type(lines(1).substring(0, 20));
      assertThat(program.signal("TERM")).isEqualTo(143);
      assertThat(program.all()).contains("audit-ledger: interrupted");
    }
    assertThat(written(database)).containsExactly("t1");
  }

  @Test
  void a_line_is_held_and_not_what_comes_before_and_after_it() throws IOException {
    JsonLines lines = new JsonLines(new Endless(), "endless");
    for (int i = 1; i <= 1000; i++) {
      assertThat(lines.next().orElseThrow()).hasSize(999);
      assertThat(lines.number()).isEqualTo(i);
    }
    JsonLines one = new JsonLines(new Endless(Integer.MAX_VALUE), "one");
    assertThatThrownBy(one::next)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is longer than " + JsonLines.MAX_LENGTH + " bytes");
    JsonLines last = new JsonLines(InputStream.nullInputStream(), "none");
    assertThat(last.next()).isEqualTo(Optional.empty());
  }

  /** Bytes without end; each so many of them are a line. */
  private static final class Endless extends InputStream {

    private final int width;
    private long at;

    Endless() {
      this(1000);
    }

    Endless(int width) {
      this.width = width;
    }

    @Override
    public int read() {
      return ++at % width == 0 ? '\n' : 'x';
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
