package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is wrong with a ledger is said from the command line, and how the command ends. */
@OnPostgres
class VerifyCommandTest {

  @TempDir private Path directory;

  @Test
  void a_changed_entry_ends_with_10_and_with_12_where_it_was_sealed(TestDatabase database)
      throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(300);
    String anchor = VerifyRuns.anchor(ledger);
    VerifyRuns.forge(
        ledger, "update public.ledger_entries set reasoning = 'f' where sequence_number = 4");
    CommandLineRun sealed = ledger.run("verify", "--anchor", anchor, "--jobs", "1");
    assertThat(sealed.exit()).as("%s", sealed).isEqualTo(ExitCode.HISTORY_BROKEN.code());
    assertThat(VerifyRuns.last(sealed.stdout()))
        .startsWith("NOT INTACT: history: ")
        .endsWith("; chain: 1 finding, ENTRY_HASH_WRONG at entry 4");
    ledger.runs().with("AUDIT_LEDGER_TRUST", "");
    assertThat(broken(ledger, "verify"))
        .contains("  chain    FAIL, 1 finding\n")
        .contains("\nchain: 1 finding\n  ENTRY_HASH_WRONG  entry 4: entry_hash is\n")
        .contains("\n  why               its content was changed after it was appended, or its")
        .contains("\n  next              compare the entry with a backup; do not append\n")
        .endsWith("\n\nNOT INTACT: chain: 1 finding, ENTRY_HASH_WRONG at entry 4\n");

    VerifyRuns.forge(ledger, "update public.ledger_entries set reasoning = 'f'");
    assertThat(broken(ledger, "verify"))
        .contains("  chain    FAIL, 300 findings\n", "\nchain: 300 findings\n", "  280 more\n")
        .containsOnlyOnce("its content was changed after it was appended")
        .contains("- entry 20: ")
        .doesNotContain("entry 21: ");
    assertThat(broken(ledger, "verify", "--max-findings", "300"))
        .contains("entry 300: ")
        .doesNotContain(" more\n");
    assertThat(broken(ledger, "verify", "--max-findings", "0"))
        .contains("\nchain: 300 findings\n  and  300 more\n")
        .doesNotContain("entry 1:");
    JsonNode json = JsonSchema.check(broken(ledger, "verify", "--max-findings", "3", "--json"));
    assertThat(json.get("findings")).hasSize(3);
    assertThat(json.get("findings").get(2).get("sequence").asLong()).isEqualTo(3);
    assertThat(json.get("findings").get(2).get("column").asString()).isEqualTo("entry_hash");
    JsonNode chain = json.get("areas").get(0);
    assertThat(chain.get("area").asString()).isEqualTo("chain");
    assertThat(chain.get("verdict").asString()).isEqualTo("fail");
    assertThat(chain.get("exit").asInt()).isEqualTo(10);
    assertThat(chain.get("findings").asLong()).isEqualTo(300);
  }

  @OnEveryPostgres
  void a_weaker_protection_ends_with_11_and_says_what_of_the_entries_holds(TestDatabase database)
      throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(3);
    String anchor = VerifyRuns.anchor(ledger);
    database.execute("alter table public.ledger_entries disable trigger ledger_block_update");
    CommandLineRun run = ledger.run("verify", "--anchor", anchor);
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.POSTURE_WEAKER.code());
    assertThat(run.stdout())
        .contains("\nposture: 3 findings\n  STRUCTURE_CHANGED  - ledger scripts: V1 (baseline)")
        .contains("\n  POSTURE_WEAKER     ledger protection: trigger ledger_block_update on");
    assertThat(VerifyRuns.last(run.stdout()))
        .isEqualTo(
            "NOT AS RECORDED: what protects the ledger (3 findings); proven: the 3 entries hold"
                + " together and are those that were sealed and those that the anchor is of; not"
                + " proven: that nothing came after entry 3 and is gone");
    ledger.append(1);
    ledger
        .database()
        .execute("update public.ledger_entries set reasoning = 'f' where" + " sequence_number = 4");
    VerifyRuns.ends(
        ExitCode.CHAIN_BROKEN,
        ledger.run("verify", "--anchor", anchor),
        "NOT INTACT: chain: 1 finding, ENTRY_HASH_WRONG at entry 4; posture: 3 findings, the first"
            + " STRUCTURE_CHANGED");
  }

  @Test
  void what_is_no_ledger_or_no_anchor_is_said(TestDatabase database) throws Exception {
    MigrateRuns runs = MigrateRuns.of(database, directory);
    runs.refuses(
        ExitCode.DATABASE,
        runs.other("verify"),
        "audit-ledger: nothing was verified: there is no ledger here\n",
        "check the connection string");
    SealedTestLedger ledger =
        SealedTestLedger.make(database, Files.createDirectory(directory.resolve("l")));
    ledger.append(1);
    String anchor = VerifyRuns.anchor(ledger);
    Path letter = Files.writeString(directory.resolve("letter"), "a letter");
    runs = ledger.runs();
    runs.refuses(
        ExitCode.USAGE, ledger.run("verify", "--anchor", letter.toString()), " is no anchor");
    String changed = Files.readString(Path.of(anchor)).replaceFirst("\n1\n", "\n3\n");
    Path forged = Files.writeString(directory.resolve("forged.anchor"), changed);
    runs.refuses(
        ExitCode.TRUST,
        ledger.run("verify", "--anchor", forged.toString()),
        "the anchor is not what was signed");
    for (String[] wrong :
        List.of(
            new String[] {"--jobs", "0"},
            new String[] {"--jobs", "257"},
            new String[] {"--max-findings", "-1"},
            new String[] {"--max-findings", "1001"})) {
      List<String> words = new ArrayList<>(List.of("verify"));
      words.addAll(List.of(wrong));
      runs.refuses(ExitCode.USAGE, ledger.run(words.toArray(String[]::new)), ", not " + wrong[1]);
    }
    runs.with("LEDGER_DSN", "postgresql://u@127.0.0.1:1/none");
    runs.refuses(ExitCode.DATABASE, ledger.run("verify"), "127.0.0.1:1");
  }

  private static String broken(SealedTestLedger ledger, String... words) {
    CommandLineRun run = ledger.run(words);
    assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.CHAIN_BROKEN.code());
    return run.stdout();
  }
}
