package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What tests do to a ledger that is verified, and look for in what is said of it. */
final class VerifyRuns {

  private VerifyRuns() {}

  /** Seals what is there: the file with its anchor, which is beside the key. */
  static String anchor(SealedTestLedger ledger) throws SQLException {
    String file = ledger.key().resolveSibling(ledger.statements() + ".anchor").toString();
    assertThat(ledger.text("checkpoint", "create", "--anchor", file)).contains(file);
    return file;
  }

  /** What who owns the database can do, and then puts everything back that guards it. */
  static void forge(SealedTestLedger ledger, String statement) throws SQLException {
    String table = "alter table public.ledger_entries ";
    List<String> guards = List.of("ledger_block_update", "ledger_block_delete");
    List<String> all = new ArrayList<>();
    guards.forEach(guard -> all.add(table + "disable trigger " + guard));
    all.add(statement);
    guards.forEach(guard -> all.add(table + "enable always trigger " + guard));
    ledger.database().execute(String.join(";", all));
  }

  /** A run that ends so, and with this line. */
  static void ends(ExitCode exit, CommandLineRun run, String last) {
    assertThat(run.exit()).as("%s", run).isEqualTo(exit.code());
    assertThat(last(run.stdout())).as("%s", run).isEqualTo(last);
  }

  /** The last line. */
  static String last(String text) {
    return text.lines().reduce("", (before, line) -> line);
  }
}
