package org.auditledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.testing.GenuineEntries;
import org.auditledger.testing.TestDatabase;
import tools.jackson.databind.JsonNode;

/** A ledger that was made by the program, to be appended to, sealed and tampered with. */
record SealedTestLedger(TestDatabase database, MigrateRuns runs) {

  static SealedTestLedger make(TestDatabase database, Path directory) {
    MigrateRuns runs = MigrateRuns.of(database, directory);
    assertThat(runs.text("upgrade")).contains("is at version");
    return new SealedTestLedger(database, runs);
  }

  void append(int count) throws SQLException {
    GenuineEntries.append(database, count, 0);
  }

  /** Entries that might as well have been written instead. */
  void appendOthers(int count) throws SQLException {
    GenuineEntries.append(database, count, 1);
  }

  CommandLineRun run(String... words) {
    return runs.other(words);
  }

  /** A run that has to succeed: its text. */
  String text(String... words) {
    CommandLineRun run = run(words);
    assertThat(run.exit()).as("%s", run).isZero();
    return run.stdout();
  }

  /** The same in JSON, and as its schema says. */
  JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    CommandLineRun run = run(all.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run).isZero();
    return JsonSchema.check(run.stdout());
  }

  Path key() {
    return Path.of(runs.variable("AUDIT_LEDGER_SIGNING_KEY"));
  }

  String trusted() {
    return runs.variable("AUDIT_LEDGER_TRUST");
  }

  Path memory() {
    return key().resolveSibling(key().getFileName() + ".last");
  }

  /** What who owns the database can do, whatever guards it. */
  void tamper(String... statements) throws SQLException {
    List<String> all = new ArrayList<>();
    for (String table : List.of("public.ledger_entries", "audit_ledger.journal")) {
      all.add("alter table " + table + " disable trigger all");
    }
    all.add("alter table audit_ledger.tiles disable trigger all");
    all.add("alter table audit_ledger.checkpoints disable trigger all");
    all.addAll(List.of(statements));
    database.execute(String.join(";", all));
  }

  long statements() throws SQLException {
    return Long.parseLong(database.query("select max(position) from audit_ledger.journal").get(0));
  }

  /** Everything that a seal could have written. */
  List<String> stored() throws SQLException {
    return database.query(
        "select 'statement ' || note from audit_ledger.journal"
            + " union all select 'checkpoint ' || note from audit_ledger.checkpoints"
            + " union all select 'tile ' || md5(hashes) from audit_ledger.tiles order by 1");
  }

  /** Takes the database back to so many entries and statements, as an older dump would. */
  void rollBack(long entries, long statements) throws SQLException {
    tamper(
        "delete from public.ledger_entries where sequence_number > " + entries,
        "delete from audit_ledger.partitions where position > " + statements,
        "delete from audit_ledger.journal where position > " + statements,
        "delete from audit_ledger.tiles where (index + 1) * 256 > " + entries,
        "delete from audit_ledger.checkpoints where origin like '%/entries' and size > " + entries,
        "delete from audit_ledger.checkpoints where origin like '%/journal' and size > "
            + statements);
  }
}
