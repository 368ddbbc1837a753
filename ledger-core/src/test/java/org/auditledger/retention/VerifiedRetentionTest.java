package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves is what verify expects, at the end and on the way. */
@OnPostgres
class VerifiedRetentionTest {

  @TempDir private Path directory;

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_ledger_is_sound_after_runs(TestDatabase database) throws Exception {
    AuditedLedger audited = AuditedLedger.of(database, directory);
    RetainedLedger ledger = RetainedLedger.in(database);
    String first = ledger.day(60, "default", 3);
    String second = ledger.day(59, "default", 3);
    assertThat(AuditedLedger.findings(audited.audit(Optional.empty())))
        .contains("posture PARTITION_UNRECORDED");
    Retention retention = ledger.retention();
    var unused =
        retention.hold(
            RetainedLedger.signing(),
            new HoldPlaced(
                "case",
                "a court asks",
                Optional.of("default"),
                Optional.of("pump"),
                Optional.empty(),
                Optional.of(BufferDays.daysAgo(59).minusSeconds(1)),
                Optional.empty()));
    RetentionOutcome outcome = ledger.apply(PlanSettings.DEFAULT);
    assertThat(outcome.dropped()).extracting(d -> d.receipt().partition()).containsExactly(second);
    assertThat(AuditedLedger.findings(audited.audit(Optional.empty()))).isEmpty();

    assertThat(
            retention
                .release(RetainedLedger.signing(), new HoldReleased("case", "over"))
                .position())
        .isPositive();
    assertThat(ledger.apply(RetainedLedger.withGrace(3600)).waiting()).hasSize(1);
    LedgerReport waiting = audited.audit(Optional.empty());
    assertThat(AuditedLedger.findings(waiting)).isEmpty();
    assertThat(database.query("select to_regclass('public." + first + "') is not null"))
        .containsExactly("t");
    assertThat(retention.setRetention(RetainedLedger.signing(), "default", 20).position())
        .isPresent();
    assertThat(retention.setRetention(RetainedLedger.signing(), "default", 20).position())
        .isEmpty();
    assertThat(AuditedLedger.findings(audited.audit(Optional.empty()))).isEmpty();
  }
}
