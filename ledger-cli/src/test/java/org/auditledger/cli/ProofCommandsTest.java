package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.signature.VerifierKey;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One entry is proven, and the proof is checked where there is no database. */
@OnPostgres
class ProofCommandsTest {

  private static final List<Integer> BROKEN = List.of(10, 3);

  @TempDir private Path directory;

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  /** Where there is nothing but files. */
  private static CommandLineRun offline(String... words) {
    List<String> all = new ArrayList<>(List.of("verify-proof"));
    all.addAll(List.of(words));
    return CommandLineRun.in(Map.of(), all.toArray(String[]::new));
  }

  /** What a page says, wherever its lines end. */
  private static String unwrapped(CommandLineRun run) {
    return run.stdout().replaceAll("\\s+", " ");
  }

  @OnEveryPostgres
  void an_entry_is_proven_and_the_check_says_what_is_shown_and_what_is_not(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(300);
    String anchor = file("a.anchor");
    assertThat(ledger.text("checkpoint", "create", "--anchor", anchor)).contains("300 entries");
    JsonNode proven = ledger.json("prove", "42", "--output", file("42.proof"));
    String hash =
        database.query("select entry_hash from ledger_entries where sequence_number = 42").get(0);
    assertThat(proven.get("entry_hash").asString()).isEqualTo(hash);
    assertThat(proven.get("entries").asLong()).isEqualTo(300);
    assertThat(proven.get("signed_by").get(0).asString())
        .isEqualTo(Files.readString(Path.of(ledger.trusted())).strip());
    ledger.tamper("drop schema audit_ledger cascade", "drop table public.ledger_entries cascade");

    CommandLineRun run = offline(file("42.proof"), "--trust", ledger.trusted(), "--anchor", anchor);
    assertThat(run.exit()).as("%s", run).isZero();
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout())
        .startsWith("proven: entry 42 is in the ledger acme/plant-1\n")
        .contains("entry hash  " + hash)
        .contains("root        " + proven.get("root").asString())
        .contains("signed by   " + proven.get("signed_by").get(0).asString())
        .contains("it is the very log that the anchor", "NOT shown")
        .contains("that this log is the ledger's latest", "that what the entry says is true")
        .containsPattern("\\n  telemetry_id +telemetry-000000000042\\n")
        .containsPattern("\\n  sequence_number +42\\n");
    JsonNode json =
        JsonSchema.check(offline(file("42.proof"), "--trust", ledger.trusted(), "--json").stdout());
    assertThat(json.get("proven").asBoolean()).isTrue();
    assertThat(json.get("entry").asString())
        .startsWith("{\"_form\":\"audit-ledger/row/1\",")
        .contains("\"entry_hash\":\"" + hash + "\"");
    assertThat(json.get("anchor").isNull()).isTrue();
  }

  @Test
  void a_proof_is_held_against_an_older_and_a_newer_anchor(TestDatabase database)
      throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(10);
    assertThat(ledger.text("checkpoint", "create", "--anchor", file("older"))).contains("10 ent");
    ledger.append(10);
    assertThat(ledger.text("checkpoint", "create")).contains("20 entries");
    assertThat(ledger.text("prove", "5", "--output", file("middle.proof"))).contains("20 entries");
    ledger.append(10);
    assertThat(ledger.text("checkpoint", "export", "--output", file("newer"))).contains("30 ent");

    for (String anchor : List.of("older", "newer")) {
      CommandLineRun other =
          offline(file("middle.proof"), "--trust", ledger.trusted(), "--anchor", file(anchor));
      assertThat(other.exit()).as("%s", other).isEqualTo(ExitCode.NOT_ALL_CHECKED.code());
      assertThat(other.stdout())
          .startsWith(
              "NOT PROVEN: nothing is wrong with the proof, but not all could be checked\n");
      assertThat(unwrapped(other))
          .contains("are one history: they have other sizes", "--anchor FILE makes a proof");
      String made = file(anchor + ".proof");
      assertThat(ledger.text("prove", "5", "--anchor", file(anchor), "--output", made))
          .contains("proved entry 5 of acme/plant-1");
      CommandLineRun same = offline(made, "--trust", ledger.trusted(), "--anchor", file(anchor));
      assertThat(same.exit()).as("%s", same).isZero();
      CommandLineRun anchorOnly = offline(made, "--anchor", file(anchor));
      assertThat(anchorOnly.exit()).as("%s", anchorOnly).isEqualTo(3);
      assertThat(unwrapped(anchorOnly)).contains("who signed that log", "it is the very log");
    }
    ledger
        .runs()
        .refuses(
            ExitCode.REFUSED,
            ledger.run("prove", "11", "--anchor", file("older"), "--output", file("x")),
            "entry 11 is not in the anchor",
            "a newer anchor");
    assertThat(directory.resolve("x")).doesNotExist();
  }

  @Test
  void what_cannot_be_proven_is_refused_and_no_file_is_left(TestDatabase database)
      throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(5);
    assertThat(ledger.text("checkpoint", "create")).contains("5 entries");
    ledger.append(2);
    refuses(ledger, ExitCode.REFUSED, "6", "entry 6 is not sealed yet", "checkpoint create");
    refuses(ledger, ExitCode.USAGE, "8", "there is no entry 8", "ends with entry 7");
    refuses(ledger, ExitCode.USAGE, "0", "numbered from 1");
    refuses(ledger, ExitCode.USAGE, "x", "--help");
    ledger.tamper("update public.ledger_entries set reasoning = 'x' where sequence_number = 3");
    refuses(ledger, ExitCode.HISTORY_BROKEN, "3", "do not lead to what was sealed");
    ledger.tamper("update public.ledger_entries set created_at = 'infinity'");
    refuses(ledger, ExitCode.CHAIN_BROKEN, "3", "no canonical form");
    ledger.runs().with("AUDIT_LEDGER_TRUST", "");
    refuses(ledger, ExitCode.TRUST, "3", "nobody is trusted", "--trust FILE");
    Files.writeString(directory.resolve("no.anchor"), "no anchor\n");
    ledger.runs().with("AUDIT_LEDGER_TRUST", ledger.key() + ".vkey");
    ledger.runs().with("AUDIT_LEDGER_ANCHOR", file("no.anchor"));
    refuses(ledger, ExitCode.USAGE, "3", "no.anchor is no anchor");
    ledger.runs().with("AUDIT_LEDGER_ANCHOR", file("missing"));
    refuses(ledger, ExitCode.USAGE, "3", "there is no such file");
  }

  private void refuses(SealedTestLedger ledger, ExitCode exit, String sequence, String... said) {
    Path made = directory.resolve("made.proof");
    ledger.runs().refuses(exit, ledger.run("prove", sequence, "--output", made.toString()), said);
    assertThat(made).doesNotExist();
  }

  @Test
  void every_byte_of_a_proof_counts(TestDatabase database) throws SQLException, IOException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(7);
    assertThat(ledger.text("checkpoint", "create")).contains("7 entries");
    Path proof = directory.resolve("3.proof");
    assertThat(ledger.text("prove", "3", "--output", proof.toString())).contains("proved entry 3");
    byte[] whole = Files.readAllBytes(proof);
    int header = "c2sp.org/tlog-proof@v1\n".length();
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(proof, changed);
      CommandLineRun run = offline(proof.toString(), "--trust", ledger.trusted());
      // A signature whose key id or name was changed is one of somebody else, whom nobody knows.
      assertThat(run.exit()).as("byte %d: %s", at, run).isIn(at < header ? List.of(2) : BROKEN);
      assertThat(run.stdout() + run.stderr()).contains(at < header ? "is no proof" : "NOT PROVEN");
    }
    for (int length : new int[] {0, 10, header, whole.length / 2, whole.length - 1}) {
      Files.write(proof, Arrays.copyOf(whole, length));
      CommandLineRun run = offline(proof.toString(), "--trust", ledger.trusted());
      assertThat(run.exit()).as("%s", run).isIn(2, 10);
    }
    // Written again it is the very same file, and another one in its place is left.
    assertThat(ledger.run("prove", "3", "--output", proof.toString()).exit()).isEqualTo(22);
    Files.write(proof, whole);
    assertThat(ledger.text("prove", "3", "--output", proof.toString())).contains("proved entry 3");
    assertThat(proof).hasBinaryContent(whole);
  }

  @Test
  void a_proof_by_a_stranger_or_of_another_history_is_none(TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(7);
    assertThat(ledger.text("checkpoint", "create")).contains("7 entries");
    String proof = file("3.proof");
    assertThat(ledger.text("prove", "3", "--output", proof)).contains("proved entry 3");
    SigningKeyFile stranger = new SigningKeyFile(directory.resolve("stranger"));
    VerifierKey unused = stranger.create("acme/plant-1", null, new SecureRandom());
    CommandLineRun unknown = offline(proof, "--trust", stranger.verifierKey().toString());
    assertThat(unknown.exit()).as("%s", unknown).isEqualTo(ExitCode.NOT_ALL_CHECKED.code());
    assertThat(unknown.stdout()).startsWith("NOT PROVEN").contains("who signed that log");
    CommandLineRun nothing = offline(proof);
    ledger.runs().refuses(ExitCode.USAGE, nothing, "nothing to check it against");
    ledger
        .runs()
        .refuses(
            ExitCode.USAGE, offline(file("missing"), "--trust", ledger.trusted()), "no such file");

    // The same key, and as many entries and statements, of another history.
    String before = Files.readString(ledger.memory());
    assertThat(before).isNotEmpty();
    ledger.tamper(
        "delete from public.ledger_entries",
        "delete from audit_ledger.checkpoints where size in (7, " + ledger.statements() + ")",
        "delete from audit_ledger.journal where position = " + ledger.statements());
    Files.delete(ledger.memory());
    Files.copy(Path.of(ledger.key() + ".anchor"), ledger.memory());
    Files.setPosixFilePermissions(ledger.memory(), PosixFilePermissions.fromString("rw-------"));
    ledger.appendOthers(7);
    String forked = file("forked.anchor");
    assertThat(ledger.text("checkpoint", "export", "--output", forked)).contains("7 entries");
    ledger
        .runs()
        .refuses(
            ExitCode.HISTORY_BROKEN,
            offline(proof, "--trust", ledger.trusted(), "--anchor", forked),
            "NOT PROVEN: entry 3 is in another history",
            "two histories were signed");
    ledger
        .runs()
        .refuses(
            ExitCode.CHAIN_BROKEN, offline(proof, "--anchor", forked), "does not hold together");
  }
}
