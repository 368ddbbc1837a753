package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A sealer that goes on, in a process of its own. */
@OnPostgres
class CheckpointWatchTest {

  @TempDir private Path directory;

  private static RunningProgram watch(SealedTestLedger ledger, String... options) throws Exception {
    String[] words = new String[options.length + 3];
    words[0] = "checkpoint";
    words[1] = "create";
    words[2] = "--watch";
    System.arraycopy(options, 0, words, 3, options.length);
    return RunningProgram.start(ledger.runs().environment(), words);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void what_is_new_is_sealed_until_a_signal_ends_it(String signal, int exit, TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(3);
    String anchor = directory.resolve("newest.anchor").toString();
    try (RunningProgram program = watch(ledger, "--every", "1s", "--json", "--anchor", anchor)) {
      assertThat(sealed(program)).isEqualTo(3);
      program.await("watching acme/plant-1: what is new is sealed after 1 s");
      ledger.append(2);
      assertThat(sealed(program)).isEqualTo(5);
      ledger.append(1);
      assertThat(sealed(program)).isEqualTo(6);
      assertThat(Path.of(anchor)).hasContent(Files.readString(ledger.memory()));
      assertThat(program.signal(signal)).isEqualTo(exit);
      assertThat(program.all())
          .anyMatch(line -> line.contains("\"what\":\"interrupted\""))
          .noneMatch(line -> line.contains("bug") || line.contains("Exception"));
    }
    assertThat(ledger.text("checkpoint", "list")).startsWith("acme/plant-1: sealed up to entry 6");
  }

  private static long sealed(RunningProgram program) throws InterruptedException {
    JsonNode seal = JsonSchema.check(program.await("audit-ledger/checkpoint/1") + "\n");
    assertThat(seal.get("signed").asBoolean()).isTrue();
    return seal.get("entries").asLong();
  }

  @Test
  void many_do_not_wait_for_their_time(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    try (RunningProgram program = watch(ledger, "--every", "1h", "--entries", "5", "--json")) {
      program.await("or at once when it is 5 entries");
      ledger.append(4);
      ledger.append(1);
      assertThat(sealed(program)).isEqualTo(5);
      assertThat(program.signal("TERM")).isEqualTo(143);
    }
    assertThat(ledger.json("checkpoint", "list").get("total").asLong()).isEqualTo(2);
  }

  @Test
  void a_server_that_is_away_is_waited_for_and_that_is_said_once(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(3);
    Forwarder way = new Forwarder(database);
    Map<String, String> environment = new HashMap<>(ledger.runs().environment());
    environment.put("LEDGER_DSN", way.dsn());
    try (way;
        RunningProgram program =
            RunningProgram.start(
                environment, "checkpoint", "create", "--watch", "--every", "1s", "--json")) {
      program.await("cannot connect to postgresql://");
      Thread.sleep(4000); // long enough for more attempts than one
      way.open();
      assertThat(sealed(program)).isEqualTo(3);
      way.close();
      program.await("waiting until it passes");
      ledger.append(4);
      Thread.sleep(2000);
      way.open();
      program.await("the server answers again");
      assertThat(sealed(program)).isEqualTo(7);
      way.close();
      program.await("waiting until it passes");
      assertThat(program.signal("TERM")).isEqualTo(143);
      assertThat(program.all().stream().filter(line -> line.contains("waiting until it passes")))
          .as("%s", program.all())
          .hasSize(3);
      assertThat(program.all().toString()).doesNotContain(database.password() + "@");
    }
  }

  @Test
  void what_no_waiting_helps_against_ends_it_at_once(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(10);
    long statements = ledger.statements();
    try (RunningProgram program = watch(ledger, "--every", "1h", "--json")) {
      assertThat(sealed(program)).isEqualTo(10);
      program.await("watching");
      ledger.rollBack(5, statements);
      program.await("nothing was sealed: the database was rolled back");
      assertThat(program.end()).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    }
    for (String dsn :
        List.of(
            database.dsn().replace(database.name(), "nobody_has_this"),
            database.dsn().replace("postgresql://", "postgresql://nobody"))) {
      ledger.runs().with("LEDGER_DSN", dsn);
      CommandLineRun run = ledger.run("checkpoint", "create", "--watch");
      assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.DATABASE.code());
      assertThat(run.stderr()).doesNotContain("waiting until it passes");
    }
  }
}
