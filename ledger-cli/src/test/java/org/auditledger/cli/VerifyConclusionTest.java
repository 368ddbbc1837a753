package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is proven of a ledger and what is not, in each situation: the last line says it. */
@OnPostgres
class VerifyConclusionTest {

  private static final String TOGETHER = "proven: the 320 entries hold together";

  @TempDir private Path directory;

  @OnEveryPostgres
  void a_sealed_ledger_passes_all_four_and_says_what_is_not_proven(TestDatabase database)
      throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(300);
    String anchor = VerifyRuns.anchor(ledger);
    ledger.append(20);
    String text = ledger.text("verify", "--anchor", anchor, "--strict");
    assertThat(text)
        .startsWith("acme/plant-1: nothing wrong was found\n  entries   320, from 1 to 320\n")
        .containsPattern("\n  verdicts  [A-Z_]+ [0-9].*\n  time +[0-9.]+ s, [0-9,]+ entries/s\n")
        .containsPattern("\n  head      [0-9a-f]{64}\n  root      [0-9a-f]{64}\n")
        .contains("\n  sealed    up to entry 300\n  anchor    up to entry 300\n\n")
        .contains("\n  chain    pass\n  content  pass\n  history  pass\n  posture  pass\n\n");
    String sealed = TOGETHER + " and are those that were sealed up to entry 300";
    assertThat(VerifyRuns.last(text))
        .isEqualTo(
            sealed
                + " and those that the anchor is of up to entry 300; not proven: that what comes"
                + " after entry 300 is what was written, as it is not sealed; nor that nothing"
                + " came after entry 320 and is gone");

    JsonNode json = ledger.json("verify", "--anchor", anchor, "--strict");
    assertAll(json);
    assertThat(json.get("conclusion").asString()).isEqualTo(VerifyRuns.last(text));

    String noAnchor = ledger.text("verify");
    assertThat(noAnchor)
        .contains("  chain    pass\n           - not checked: whether entries are missing at the");
    assertThat(VerifyRuns.last(noAnchor))
        .startsWith(sealed + "; not proven: that what comes after entry 300 is")
        .endsWith("; nor that nothing is missing at the end, as no anchor was given");

    ledger.runs().with("AUDIT_LEDGER_TRUST", "");
    String noTrust = ledger.text("verify");
    assertThat(noTrust)
        .contains("  sealed    not shown by anybody who is trusted\n")
        .contains("  history  not checked\n           - no key is trusted, so that nobody");
    assertThat(VerifyRuns.last(noTrust))
        .isEqualTo(
            TOGETHER
                + "; not proven: that they are what was written, as no verifier key was given;"
                + " nor that nothing is missing at the end, as no anchor was given");
    VerifyRuns.ends(
        ExitCode.NOT_ALL_CHECKED, ledger.run("verify", "--strict"), VerifyRuns.last(noTrust));
    VerifyRuns.ends(
        ExitCode.NOT_ALL_CHECKED,
        ledger.run("verify", "--anchor", anchor),
        TOGETHER
            + "; not proven: that they are what was written, as no verifier key was given;"
            + " nor that nothing is missing at the end, as nobody who is trusted signed the"
            + " anchor");
  }

  private static void assertAll(JsonNode json) {
    assertThat(json.get("ledger").asString()).isEqualTo("acme/plant-1");
    assertThat(json.get("exit").asInt()).isZero();
    assertThat(json.get("first").asLong()).isEqualTo(1);
    assertThat(json.get("entries").asLong()).isEqualTo(320);
    assertThat(json.get("head").get("sequence").asLong()).isEqualTo(320);
    assertThat(json.get("sealed_to").asLong()).isEqualTo(300);
    assertThat(json.get("anchored_to").asLong()).isEqualTo(300);
    assertThat(json.get("evidence_used").asBoolean()).isTrue();
    assertThat(json.get("areas").findValuesAsString("area"))
        .containsExactly("chain", "content", "history", "posture");
    assertThat(json.get("areas").findValuesAsString("verdict")).containsOnly("pass");
    assertThat(json.get("findings")).isEmpty();
    assertThat(json.get("unchecked")).isEmpty();
  }

  @Test
  void an_empty_ledger_is_not_more_than_empty(TestDatabase database) throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    String anchor = VerifyRuns.anchor(ledger);
    assertThat(VerifyRuns.last(ledger.text("verify", "--anchor", anchor, "--strict")))
        .isEqualTo(
            "proven: there are no entries, as there were none when the anchor was made;"
                + " not proven: that none came since and is gone");
    String never =
        "proven: there are no entries; not proven: that there never were any, as no anchor was"
            + " given";
    assertThat(VerifyRuns.last(ledger.text("verify"))).isEqualTo(never);
    ledger.append(2);
    assertThat(VerifyRuns.last(ledger.text("verify", "--anchor", anchor)))
        .isEqualTo(
            "proven: the 2 entries hold together; not proven: that they are what was written, as"
                + " nothing was sealed since; nor that nothing came after entry 2 and is gone");
    String newer = VerifyRuns.anchor(ledger);
    VerifyRuns.forge(ledger, "delete from public.ledger_entries");
    VerifyRuns.ends(
        ExitCode.HISTORY_BROKEN,
        ledger.run("verify"),
        "NOT INTACT: history: 1 finding, SEALED_ENTRIES_GONE");
    CommandLineRun emptied = ledger.run("verify", "--anchor", newer);
    VerifyRuns.ends(
        ExitCode.HISTORY_BROKEN,
        emptied,
        "NOT INTACT: history: 2 findings, the first SEALED_ENTRIES_GONE");
    assertThat(emptied.stdout())
        .contains("\n  SEALED_ENTRIES_GONE  entries 1 to 2 were sealed and are gone\n")
        .contains("\n  ROLLED_BACK          the anchor is of 2 entries, and here are 0\n");
    ledger.runs().with("AUDIT_LEDGER_TRUST", "");
    assertThat(VerifyRuns.last(ledger.text("verify"))).isEqualTo(never);
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_ledger_that_was_never_adopted_has_no_seal(TestDatabase database) throws SQLException {
    MigrateRuns runs = MigrateRuns.of(database, directory);
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    runs.with("AUDIT_LEDGER_TRUST", "");
    CommandLineRun found = runs.other("verify");
    VerifyRuns.ends(
        ExitCode.DONE,
        found,
        "proven: the 120 entries hold together; not proven: that they are what was written, as"
            + " the ledger was never adopted and has no seal; nor that nothing is missing at the"
            + " end, as no anchor was given");
    assertThat(found.stdout())
        .startsWith("a ledger without a name: nothing wrong was found\n")
        .contains("  posture  not checked\n");
    VerifyRuns.ends(
        ExitCode.NOT_ALL_CHECKED,
        runs.other("verify", "--strict"),
        VerifyRuns.last(found.stdout()));
    String key = runs.variable("AUDIT_LEDGER_SIGNING_KEY") + ".vkey";
    VerifyRuns.ends(
        ExitCode.HISTORY_BROKEN,
        runs.other("verify", "--trust", key),
        "NOT INTACT: history: 1 finding, JOURNAL_MISSING");
  }

  @Test
  @Template("/ancestor/v3-fresh.sql")
  void a_transcript_whose_key_nobody_trusts_is_not_clean(TestDatabase database) throws Exception {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    MigrateRuns runs = MigrateRuns.of(database, directory);
    assertThat(runs.text("upgrade")).contains("is at version");
    String anchor = runs.variable("AUDIT_LEDGER_SIGNING_KEY") + ".anchor";
    CommandLineRun unknown = runs.other("verify", "--anchor", anchor);
    assertThat(unknown.exit()).as("%s", unknown).isEqualTo(ExitCode.NOT_ALL_CHECKED.code());
    assertThat(unknown.stdout())
        .startsWith("acme/plant-1: nothing wrong was found, but not all could be checked\n")
        .contains("transcripts signed by a key that is not trusted: ", "(sha256:", "in entry ");
    assertThat(VerifyRuns.last(unknown.stdout()))
        .startsWith("proven: the ")
        .contains("; nor what could not be checked in entries (transcripts signed by a key");
    for (String file : List.of("transcript-1.ed25519.pub", "transcript-2.ed25519.pub")) {
      Files.writeString(directory.resolve(file), LegacyVectors.text(file));
    }
    CommandLineRun known =
        runs.other("verify", "--anchor", anchor, "--trust", directory.toString(), "--strict");
    assertThat(known.exit()).as("%s", known).isZero();
  }
}
