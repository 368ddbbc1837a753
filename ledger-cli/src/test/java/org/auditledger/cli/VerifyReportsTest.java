package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auditledger.entry.Digest;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What verify says is kept as it was said, and ends again as verify ended. */
@OnPostgres
class VerifyReportsTest {

  @TempDir private Path directory;

  private SigningKeyFile key;
  private VerifierKey alice;
  private int reports;

  @BeforeEach
  void has_a_key() {
    key = new SigningKeyFile(directory.resolve("alice.key"));
    alice = key.create("Alice@example.com", null, new SecureRandom());
  }

  @Test
  void a_report_says_again_what_verify_said_in_each_situation(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(30);
    String anchor = VerifyRuns.anchor(ledger);
    JsonNode sound = saysAgain(ledger, 0, "--anchor", anchor, "--second-opinion");
    assertThat(sound.get("signed_by").get(0).asString()).isEqualTo(alice.toString());
    assertThat(sound.get("at").asString()).startsWith("20").endsWith("Z");
    assertThat(sound.get("actor").get("database_role").asString()).isEqualTo(database.user());
    assertThat(sound.get("actor").get("tool").asString())
        .isEqualTo("audit-ledger " + Build.load().version());
    assertThat(sound.get("database").get("oid").asString())
        .isEqualTo(
            database
                .query("select oid from pg_database where datname = current_database()")
                .get(0));
    assertThat(sound.get("database").get("system_identifier").asString())
        .isEqualTo(database.query("select system_identifier from pg_control_system()").get(0));
    assertThat(sound.get("journal").get("position").asLong()).isEqualTo(ledger.statements());
    assertThat(sound.get("journal").get("hash").asString())
        .isEqualTo(
            database
                .query(
                    "select encode(sha256(convert_to(split_part(note, e'\\n', 1), 'UTF8')), 'hex')"
                        + " from audit_ledger.journal order by position desc limit 1")
                .get(0));
    JsonNode given = sound.get("given");
    assertThat(given.get("scope").asString()).isEqualTo("whole");
    assertThat(given.get("second_opinion").asBoolean()).isTrue();
    assertThat(given.get("strict").asBoolean()).isFalse();
    assertThat(given.get("note_keys").get(0).asString())
        .isEqualTo(Files.readString(Path.of(ledger.trusted())).strip());
    assertThat(given.get("anchor").get("entries").asLong()).isEqualTo(30);
    assertThat(given.get("anchor").get("sha256").asString())
        .isEqualTo(Digest.sha256(Files.readAllBytes(Path.of(anchor))).hex());

    ledger.append(2);
    JsonNode part = saysAgain(ledger, 3, "--from", "3", "--to", "9");
    assertThat(part.get("given").get("from").asLong()).isEqualTo(3);
    assertThat(part.get("given").get("to").asLong()).isEqualTo(9);
    assertThat(saysAgain(ledger, 3, "--from", "3").get("given").get("to").isNull()).isTrue();
    saysAgain(ledger, 0, "--since", anchor);
    JsonNode strict = saysAgain(ledger, 3, "--since", anchor, "--strict");
    assertThat(strict.get("given").get("scope").asString()).isEqualTo("since");
    assertThat(strict.get("given").get("strict").asBoolean()).isTrue();

    database.execute("alter table public.ledger_entries disable trigger ledger_block_update");
    saysAgain(ledger, 11, "--anchor", anchor);
    database.execute("update public.ledger_entries set reasoning = 'f' where sequence_number = 32");
    saysAgain(ledger, 10, "--anchor", anchor);
    ledger.tamper(
        "update public.ledger_entries set reasoning = 'f'",
        "update public.ledger_entries set sequence_number = -4 where sequence_number = 4");
    JsonNode broken = saysAgain(ledger, 12, "--anchor", anchor, "--max-findings", "2");
    assertThat(broken.get("verified").get("areas").get(0).get("findings").asLong())
        .isGreaterThan(30);
    assertThat(broken.get("verified").get("findings").findValuesAsString("area"))
        .filteredOn("chain"::equals)
        .hasSize(2);
    saysAgain(ledger, 12, "--anchor", anchor, "--max-findings", "1000");
  }

  /** Both ways of printing it, and the report's exit code: those of verify. */
  private JsonNode saysAgain(SealedTestLedger ledger, int exit, String... words) {
    CommandLineRun verified = report(ledger, "report-" + ++reports, words);
    assertThat(verified.exit()).as("%s", verified).isEqualTo(exit);
    Path file = directory.resolve("report-" + reports);
    assertThat(verified.stderr())
        .isEqualTo("the report is in " + file + ", signed as " + alice + "\n");
    CommandLineRun again =
        CommandLineRun.of(
            "verify-report", file.toString(), "--trust", key.verifierKey().toString());
    assertThat(again.exit()).as("%s", again).isEqualTo(exit);
    assertThat(again.stdout()).endsWith("\n\n" + verified.stdout());
    CommandLineRun json =
        CommandLineRun.of(
            "verify-report", file.toString(), "--trust", key.verifierKey().toString(), "--json");
    assertThat(json.exit()).as("%s", json).isEqualTo(exit);
    JsonNode node = JsonSchema.check(json.stdout());
    JsonSchema.check(node.get("verified") + "\n");
    assertThat(node.get("exit").asInt()).isEqualTo(exit);
    assertThat(node.get("verified").get("exit").asInt()).isEqualTo(exit);
    return node;
  }

  private CommandLineRun report(SealedTestLedger ledger, String name, String... words) {
    List<String> all = new ArrayList<>(List.of("verify"));
    all.addAll(List.of(words));
    all.addAll(List.of("--report", directory.resolve(name).toString()));
    all.addAll(List.of("--signing-key", key.path().toString()));
    return ledger.run(all.toArray(String[]::new));
  }

  @Test
  void a_report_that_cannot_be_written_hides_nothing_that_was_found(TestDatabase database)
      throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(3);
    CommandLineRun sound = raced(ledger);
    assertThat(sound.exit()).as("%s", sound).isEqualTo(ExitCode.REFUSED.code());
    assertThat(sound.stdout()).contains("\nproven: the 3 entries hold together");
    assertThat(sound.stderr()).contains("the report was not written: ", "never overwritten");
    ledger.tamper("update public.ledger_entries set reasoning = 'f' where sequence_number = 3");
    CommandLineRun broken = raced(ledger);
    assertThat(broken.exit()).as("%s", broken).isEqualTo(ExitCode.CHAIN_BROKEN.code());
    assertThat(broken.stdout()).contains("\nNOT INTACT: chain: 1 finding, ENTRY_HASH_WRONG");
    assertThat(broken.stderr()).contains("the report was not written: ");
  }

  /** Somebody else makes the file as soon as verify has begun, which is when it asks the time. */
  private CommandLineRun raced(SealedTestLedger ledger) {
    Path file = directory.resolve("raced-" + ++reports);
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            try {
              Files.writeString(file, "mine");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return Instant.EPOCH;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    String[] words = {"verify", "--report", file.toString()};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new Program(
                out, err, ledger.runs().environment(), Terminal.none(), clock, Interruption.never())
            .run(words);
    assertThat(file).hasContent("mine");
    return new CommandLineRun(
        List.of(words),
        exit,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  /** There is no server at this address: who asks it ends with 20. */
  @Test
  void what_would_be_refused_after_the_work_is_refused_before_it() throws IOException {
    Path there = Files.writeString(directory.resolve("there"), "an older report");
    String signing = key.path().toString();
    refuses(ExitCode.REFUSED, there, " exists already", "--signing-key", signing);
    assertThat(there).hasContent("an older report");
    Path nowhere = directory.resolve("no/where");
    refuses(ExitCode.REFUSED, nowhere, "there is no such directory", "--signing-key", signing);
    Path fresh = directory.resolve("fresh");
    refuses(ExitCode.TRUST, fresh, "audit-ledger keys generate --name LEDGER --output FILE");
    String missing = directory.resolve("missing.key").toString();
    refuses(ExitCode.TRUST, fresh, "there is no such file", "--signing-key", missing);
    refuses(ExitCode.DATABASE, fresh, "127.0.0.1:1", "--signing-key", signing);
    assertThat(fresh).doesNotExist();

    CommandLineRun pointless = unreachable("verify", "--signing-key", signing);
    assertThat(pointless.exit()).as("%s", pointless).isEqualTo(ExitCode.USAGE.code());
    assertThat(pointless.stderr()).contains("--report FILE", "--help");
    // A variable is no question about this run.
    CommandLineRun other =
        CommandLineRun.in(
            Map.of(
                "LEDGER_DSN",
                "postgresql://u@127.0.0.1:1/none",
                "AUDIT_LEDGER_SIGNING_KEY",
                signing),
            "verify");
    assertThat(other.exit()).as("%s", other).isEqualTo(ExitCode.DATABASE.code());
  }

  private static void refuses(ExitCode exit, Path report, String said, String... words) {
    List<String> all = new ArrayList<>(List.of("verify", "--report", report.toString()));
    all.addAll(List.of(words));
    CommandLineRun run = unreachable(all.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run).isEqualTo(exit.code());
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).contains(said);
  }

  private static CommandLineRun unreachable(String... words) {
    return CommandLineRun.in(Map.of("LEDGER_DSN", "postgresql://u@127.0.0.1:1/none"), words);
  }
}
