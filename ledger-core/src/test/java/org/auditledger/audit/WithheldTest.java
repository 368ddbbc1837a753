package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.postgres.ClientEnvironment;
import org.auditledger.postgres.ConnectionString;
import org.auditledger.postgres.Server;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport.Verdict;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that does not show everything is a finding, and never a ledger that is fine. */
@OnPostgres
class WithheldTest {

  @TempDir private Path directory;

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void rows_that_a_policy_hides_from_an_auditor(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(5);
    String role = "auditor_" + database.name();
    database.execute(
        "create role " + role + " login password 'pa55word'; grant ski_audit_reader to " + role);
    try {
      assertThat(auditAs(ledger, role).area(Area.CHAIN).verdict()).isEqualTo(Verdict.PASS);
      for (String table :
          List.of("public.ledger_entries", "audit_ledger.journal", "audit_ledger.holds")) {
        database.execute("alter table " + table + " enable row level security");
        LedgerReport report = auditAs(ledger, role);
        assertThat(AuditedLedger.findings(report)).containsExactly("posture ROWS_HIDDEN");
        assertThat(report.area(Area.POSTURE).findings().first().get(0).what())
            .isEqualTo("row-level security would hide rows of " + table + " from this role");
        for (Area area : List.of(Area.CHAIN, Area.CONTENT, Area.HISTORY)) {
          assertThat(report.area(area).verdict()).isEqualTo(Verdict.NOT_CHECKED);
        }
        assertThat(report.evidenceUsed()).isFalse();
        database.execute("alter table " + table + " disable row level security");
      }
    } finally {
      database.execute("drop role " + role);
    }
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void tables_of_the_history_that_are_gone_or_replaced(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(5);
    for (String table :
        List.of("journal", "tiles", "partition_drops", "hold_releases", "ledger_history")) {
      database.execute("alter table audit_ledger." + table + " rename to hidden");
      if (!table.equals("journal")) {
        assertGone(ledger, table);
      }
      database.execute(
          "create view audit_ledger." + table + " as select * from audit_ledger.hidden");
      assertGone(ledger, table);
      database.execute(
          "drop view audit_ledger."
              + table
              + "; alter table audit_ledger.hidden rename to "
              + table);
    }
    assertThat(AuditedLedger.findings(ledger.audit(Optional.empty()))).isEmpty();
  }

  private static void assertGone(AuditedLedger ledger, String table) {
    LedgerReport report = ledger.audit(Optional.empty());
    assertThat(AuditedLedger.findings(report)).containsExactly("posture STRUCTURE_CHANGED");
    assertThat(report.area(Area.POSTURE).findings().first().get(0).what())
        .isEqualTo("audit_ledger." + table + " is not there, or is no table any more");
  }

  private static LedgerReport auditAs(AuditedLedger ledger, String role) {
    ClientEnvironment nobody = new ClientEnvironment(Map.of(), Path.of("/none"), "nobody");
    TestDatabase database = ledger.database();
    String dsn =
        "postgresql://"
            + role
            + ":pa55word@"
            + database.host()
            + ":"
            + database.port()
            + "/"
            + database.name();
    Server server = (Server) ConnectionString.parse(dsn, nobody);
    AuditRequest request = AuditRequest.ofWhole(ledger.trusted(), Optional.empty(), 1);
    return new LedgerAudit(server, MigrationSets::released, request, AuditWatch.NONE).run();
  }
}
