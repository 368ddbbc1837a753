package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.seal.Anchor;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport.Verdict;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.io.TempDir;

/** A ledger as it is, in its database. */
@OnPostgres
class LedgerAuditTest {

  @TempDir private Path directory;

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void a_sealed_ledger_passes_all_four(TestDatabase database) throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(700);
    Anchor anchor = ledger.seal();
    ledger.append(20);
    LedgerReport report = ledger.audit(Optional.of(anchor));
    assertThat(AuditedLedger.findings(report)).isEmpty();
    for (Area area : Area.values()) {
      assertThat(report.area(area).verdict()).as("%s", report.area(area)).isEqualTo(Verdict.PASS);
    }
    assertThat(report.evidenceUsed()).isTrue();
  }
}
