package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyWriter;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.postgres.TestSessions;
import org.auditledger.row.RowLayout;
import org.auditledger.seal.Anchor;
import org.auditledger.testing.AncestorWriters;
import org.auditledger.testing.Entries;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport.Verdict;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is ever found wrong with a ledger that nobody tampered with. */
@OnPostgres
class GenuineLedgerTest {

  @TempDir private Path directory;

  @OnEveryPostgres
  void rows_of_every_era_between_ours_whatever_sessions_are_told(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    Entries entries = Entries.ofEveryEra(40);
    for (int place = 1; place <= entries.size(); place++) {
      entries.set(place, "schema_version", "0.2.0");
    }
    load(database, entries);
    ledger.append(20);
    Anchor anchor = ledger.seal();
    for (String setting :
        List.of(
            "timezone = 'Pacific/Kiritimati'",
            "timezone = 'America/St_Johns'",
            "datestyle = 'SQL, DMY'",
            "intervalstyle = 'sql_standard'",
            "extra_float_digits = '-15'",
            "bytea_output = 'escape'",
            "enable_seqscan = 'off'",
            "default_transaction_isolation = 'serializable'")) {
      database.execute("alter database " + database.name() + " set " + setting);
      LedgerReport report = ledger.audit(Optional.of(anchor));
      assertThat(AuditedLedger.findings(report)).as(setting).isEmpty();
      assertThat(report.read().entries()).isEqualTo(entries.size() + 20);
      database.execute("alter database " + database.name() + " reset all");
    }
  }

  @OnEveryPostgres
  void no_entries_at_all(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    LedgerReport report = ledger.audit(Optional.empty());
    assertThat(AuditedLedger.findings(report)).isEmpty();
    assertThat(report.area(Area.CHAIN).verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.area(Area.CHAIN).notChecked())
        .containsExactly(
            "whether entries are missing at the end: that takes an anchor from outside");
    Anchor anchor = ledger.seal();
    assertThat(AuditedLedger.findings(ledger.audit(Optional.of(anchor)))).isEmpty();
  }

  @Test
  void a_ledger_that_others_append_to_meanwhile(TestDatabase database) throws Exception {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(500);
    Anchor anchor = ledger.seal();
    List<Long> heads = new ArrayList<>();
    try (AncestorWriters writers = AncestorWriters.start(2, database::connect)) {
      for (int i = 0; i < 8; i++) {
        LedgerReport report = ledger.audit(Optional.of(anchor));
        assertThat(AuditedLedger.findings(report)).isEmpty();
        assertThat(report.head().orElseThrow().sequence()).isEqualTo(report.read().entries());
        heads.add(report.read().entries());
        writers.await(1);
      }
    }
    assertThat(heads).isSorted();
    assertThat(heads.get(7)).as("what was appended meanwhile").isGreaterThan(heads.get(0));
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void what_the_server_moves_about(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(200);
    Anchor anchor = ledger.seal();
    for (String maintenance :
        List.of(
            "vacuum freeze public.ledger_entries",
            "vacuum full public.ledger_entries",
            "cluster public.ledger_entries using idx_ledger_rule_id",
            "reindex table public.ledger_entries",
            "analyze public.ledger_entries")) {
      database.execute(maintenance);
      LedgerReport report = ledger.audit(Optional.of(anchor));
      assertThat(AuditedLedger.findings(report)).as(maintenance).isEmpty();
    }
  }

  private static void load(TestDatabase database, Entries entries) {
    try (Session session = TestSessions.writing(database)) {
      RowLayout layout = ((TableLayout.Found) LedgerTable.layout(session)).layout();
      try (CopyWriter copy =
          CopyWriter.open(session, LedgerTable.SCHEMA, LedgerTable.NAME, layout)) {
        copy.write(entries.write(layout));
        assertThat(copy.finish()).isEqualTo(entries.size());
      }
    }
  }
}
