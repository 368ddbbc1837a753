package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verify says when it was not to read all. */
@OnPostgres
class VerifyScopesTest {

  @TempDir private Path directory;

  @Test
  void what_is_new_is_read_and_the_rest_is_what_the_anchor_is_of(TestDatabase database)
      throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(300);
    String anchor = VerifyRuns.anchor(ledger);
    ledger.append(2);
    VerifyRuns.ends(
        ExitCode.DONE,
        ledger.run("verify", "--since", anchor),
        "proven: the 2 entries from 301 on hold together, and the 300 before are those that the"
            + " anchor is of; not proven: what the older ones say, as they were not read again; nor"
            + " that what comes after entry 300 is what was written, as it is not sealed; nor that"
            + " nothing came after entry 302 and is gone");
    CommandLineRun strict = ledger.run("verify", "--since", anchor, "--strict");
    assertThat(strict.exit()).isEqualTo(ExitCode.NOT_ALL_CHECKED.code());
    assertThat(strict.stdout()).contains("entries 1 to 300 were not read again");
    VerifyRuns.forge(
        ledger, "update public.ledger_entries set reasoning = 'f' where sequence_number = 302");
    CommandLineRun forged = ledger.run("verify", "--since", anchor);
    VerifyRuns.ends(
        ExitCode.CHAIN_BROKEN,
        forged,
        "NOT INTACT: chain: 1 finding, ENTRY_HASH_WRONG at entry 302");
  }

  @Test
  void a_part_is_no_more_than_a_part(TestDatabase database) throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(30);
    CommandLineRun part = ledger.run("verify", "--from", "10", "--to", "20");
    VerifyRuns.ends(
        ExitCode.NOT_ALL_CHECKED,
        part,
        "proven: the 11 entries from 10 on hold together, of which only these were read; not"
            + " proven: anything of the others, nor that these are what was sealed");
    CommandLineRun beyond = ledger.run("verify", "--from", "31");
    assertThat(beyond.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(beyond.stderr())
        .contains("there is no entry 31")
        .contains("the ledger ends with entry 30");
  }

  @Test
  void the_database_is_asked_too(TestDatabase database) throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(30);
    assertThat(ledger.run("verify", "--second-opinion").exit()).isZero();
    VerifyRuns.forge(
        ledger, "update public.ledger_entries set reasoning = 'f' where sequence_number = 7");
    assertThat(ledger.run("verify", "--second-opinion").stdout())
        .contains("ENTRY_HASH_WRONG")
        .doesNotContain("SECOND_OPINION_DIFFERS");
  }

  @Test
  void what_contradicts_itself_is_refused(TestDatabase database) throws SQLException {
    SealedTestLedger ledger = SealedTestLedger.make(database, directory);
    ledger.append(3);
    String anchor = VerifyRuns.anchor(ledger);
    for (String[] wrong :
        new String[][] {
          {"verify", "--since", anchor, "--anchor", anchor},
          {"verify", "--since", anchor, "--from", "2"},
          {"verify", "--second-opinion", "--to", "2"},
          {"verify", "--from", "0"},
          {"verify", "--from", "3", "--to", "2"}
        }) {
      CommandLineRun run = ledger.run(wrong);
      assertThat(run.exit()).as("%s", run).isEqualTo(ExitCode.USAGE.code());
      assertThat(run.stdout()).isEmpty();
      assertThat(run.stderr()).contains("--help");
    }
  }
}
