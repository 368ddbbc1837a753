package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backups are verified without a server, by either command and in the same words. */
@OnPostgres
class BackupVerifyCommandTest {

  private static String whole;
  private static String next;
  private static String unsigned;
  private static String key;
  private static String anchor;
  private static String lateAnchor;

  @TempDir private Path directory;

  @BeforeAll
  static void make(@TempDir Path home, TestDatabase database) throws Exception {
    SealedTestLedger ledger = SealedTestLedger.make(database, home);
    whole = home.resolve("mon.backup").toString();
    next = home.resolve("tue.backup").toString();
    unsigned = home.resolve("unsigned.backup").toString();
    key = ledger.trusted();
    ledger.append(30);
    anchor = VerifyRuns.anchor(ledger);
    String monday = ledger.text("backup", "--output", whole);
    ledger.append(3);
    String tuesday = ledger.text("backup", "--output", next, "--incremental-from", whole);
    lateAnchor = VerifyRuns.anchor(ledger);
    assertThat(List.of(monday, tuesday)).allMatch(text -> text.contains("entries"));
    ledger.runs().with("AUDIT_LEDGER_SIGNING_KEY", "");
    assertThat(ledger.text("backup", "--output", unsigned)).contains("signed by nobody");
  }

  private static CommandLineRun ends(int exit, String... words) {
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.exit()).as("%s", run).isEqualTo(exit);
    return run;
  }

  private static JsonNode json(int exit, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    JsonNode node = JsonSchema.check(ends(exit, all.toArray(String[]::new)).stdout());
    assertThat(node.get("exit").asInt()).isEqualTo(exit);
    return node;
  }

  @Test
  void both_commands_say_the_same() {
    String one = ends(0, "backup", "verify", whole, "--trust", key, "--anchor", anchor).stdout();
    String other =
        ends(0, "verify", "--backup", whole, "--trust", key, "--anchor", anchor).stdout();
    assertThat(one.replaceAll("time .*", "")).isEqualTo(other.replaceAll("time .*", ""));
    assertThat(one).startsWith("a backup of acme/plant-1: nothing wrong was found");
    assertThat(one.replaceAll("\\s+", " "))
        .contains(whole + ": 30 entries, as of ", ", signed by ");
    assertThat(VerifyRuns.last(one))
        .startsWith("proven: the 30 entries hold together and are those that were sealed");
  }

  @Test
  void several_are_one_ledger() {
    JsonNode verified = json(0, "verify", "--trust", key, "--backup", whole, next);
    assertThat(verified.get("entries").asLong()).isEqualTo(33);
    JsonNode parts = verified.get("backup").get("parts");
    assertThat(parts.findValues("entries")).extracting(JsonNode::asLong).containsExactly(30L, 3L);
    assertThat(parts.get(0).get("parent").isNull()).isTrue();
    assertThat(parts.get(1).get("parent").asString())
        .isEqualTo(parts.get(0).get("manifest").asString());
    assertThat(parts.get(1).get("signed_by").size()).isEqualTo(1);
    assertThat(ends(14, "backup", "verify", next, "--trust", key).stderr())
        .contains("goes on from the backup with the manifest");
  }

  @Test
  void what_was_kept_outside_is_held_against_it() {
    JsonNode verified = json(12, "backup", "verify", whole, "--trust", key, "--anchor", lateAnchor);
    assertThat(verified.get("findings").findValuesAsString("code")).contains("ROLLED_BACK");
  }

  @Test
  void a_backup_that_nobody_answers_for_ends_with_3() {
    JsonNode verified = json(3, "backup", "verify", unsigned, "--trust", key);
    assertThat(verified.get("backup").get("not_checked").size()).isEqualTo(1);
    assertThat(verified.get("conclusion").asString())
        .endsWith("; nor when and where the backup was taken, as nobody who is trusted says so");
    assertThat(json(3, "backup", "verify", whole).get("backup").get("not_checked").size())
        .isEqualTo(1);
  }

  @Test
  void what_is_no_sound_backup_ends_with_14_and_says_nothing_of_the_ledger() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(whole));
    bytes[bytes.length / 2] ^= 1;
    Path changed = Files.write(directory.resolve("changed.backup"), bytes);
    for (Path file : List.of(changed, Files.writeString(directory.resolve("no.backup"), "none"))) {
      CommandLineRun run = ends(14, "backup", "verify", file.toString(), "--trust", key);
      assertThat(run.stdout()).isEmpty();
      assertThat(run.stderr()).contains(file.toString());
      assertThat(ends(14, "verify", "--backup", file.toString()).stdout()).isEmpty();
    }
  }

  @Test
  void a_backup_is_in_place_of_a_database() {
    for (String[] more :
        new String[][] {
          {"--ledger-db", "service=none"},
          {"--from", "3"},
          {"--second-opinion"},
          {"--since", anchor}
        }) {
      List<String> words = new ArrayList<>(List.of("verify", "--backup", whole));
      words.addAll(List.of(more));
      assertThat(ends(2, words.toArray(String[]::new)).stderr()).contains("--backup is in place");
    }
    // A variable may have been set long ago.
    CommandLineRun run =
        CommandLineRun.in(
            Map.of("LEDGER_DSN", "service=none", "AUDIT_LEDGER_TRUST", key),
            "verify",
            "--backup",
            whole);
    assertThat(run.exit()).as("%s", run).isZero();
  }

  @Test
  void a_report_of_it_says_so_again() {
    SigningKeyFile alice = new SigningKeyFile(directory.resolve("alice.key"));
    var unused = alice.create("alice@example.com", null, new SecureRandom());
    for (String file : List.of(whole, unsigned)) {
      int exit = file.equals(whole) ? 0 : 3;
      String report = directory.resolve("report-" + exit).toString();
      CommandLineRun verified =
          ends(
              exit,
              "verify",
              "--backup",
              file,
              "--trust",
              key,
              "--report",
              report,
              "--signing-key",
              alice.path().toString());
      String trust = alice.verifierKey().toString();
      assertThat(ends(exit, "verify-report", report, "--trust", trust).stdout())
          .endsWith("\n\n" + verified.stdout());
      JsonNode again = json(exit, "verify-report", report, "--trust", trust);
      assertThat(again.get("verified").get("backup").get("parts").size()).isEqualTo(1);
      assertThat(again.get("actor").get("database_role").asString()).isEmpty();
      assertThat(again.get("database").isNull()).isFalse();
    }
  }
}
