package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
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

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void only_what_is_new_can_be_read_again(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(700);
    Anchor anchor = ledger.seal();
    ledger.append(600);
    Anchor unused = ledger.seal();
    ledger.append(20);
    LedgerReport report = ledger.audit(onlyNew(ledger, anchor));
    assertThat(AuditedLedger.findings(report)).isEmpty();
    assertThat(report.area(Area.HISTORY).verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.read().first()).isEqualTo(701);
    assertThat(report.head().orElseThrow().sequence()).isEqualTo(1320);
    assertThat(report.area(Area.CHAIN).notChecked())
        .containsExactly(
            "entries 1 to 700 were not read again: the stored tiles show that they are those of"
                + " the anchor");

    ledger.tamper("update public.ledger_entries set reasoning = 'x' where sequence_number = 5");
    assertThat(AuditedLedger.findings(ledger.audit(onlyNew(ledger, anchor)))).isEmpty();
    ledger.tamper("update public.ledger_entries set reasoning = 'x' where sequence_number = 690");
    assertThat(AuditedLedger.findings(ledger.audit(onlyNew(ledger, anchor))))
        .containsExactly("chain ENTRY_HASH_WRONG 690", "history FORKED");
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void what_is_new_and_changed_is_found(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(300);
    Anchor anchor = ledger.seal();
    ledger.append(600);
    Anchor later = ledger.seal();
    ledger.tamper("update public.ledger_entries set id = id + 5000 where sequence_number = 420");
    assertThat(AuditedLedger.findings(ledger.audit(onlyNew(ledger, anchor))))
        .containsExactly("history TILE_CHANGED");
    assertThat(AuditedLedger.findings(ledger.audit(Optional.of(later))))
        .containsExactly("history SEALED_ENTRY_CHANGED 420", "history SEAL_BROKEN");
    ledger.tamper("delete from public.ledger_entries where sequence_number > 290");
    assertThat(AuditedLedger.findings(ledger.audit(onlyNew(ledger, anchor))))
        .containsExactly("history SEALED_ENTRIES_GONE", "history ROLLED_BACK");
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void since_an_anchor_of_all_there_is_nothing_is_new(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    for (int entries : new int[] {0, 300, 212}) {
      if (entries > 0) {
        ledger.append(entries);
      }
      Anchor anchor = ledger.seal();
      LedgerReport report = ledger.audit(onlyNew(ledger, anchor));
      assertThat(AuditedLedger.findings(report)).isEmpty();
      assertThat(report.area(Area.HISTORY).verdict()).isEqualTo(Verdict.PASS);
      assertThat(report.read().entries()).isZero();
    }
    Anchor anchor = ledger.seal();
    ledger.tamper("update public.ledger_entries set id = id + 5000 where sequence_number = 512");
    assertThat(AuditedLedger.findings(ledger.audit(onlyNew(ledger, anchor))))
        .containsExactly("history FORKED");
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_part_is_judged_by_itself(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(300);
    ledger.tamper(
        "update public.ledger_entries set reasoning = 'x' where sequence_number in (100, 250)");
    LedgerReport report = ledger.audit(part(ledger, 101, 200));
    assertThat(AuditedLedger.findings(report)).containsExactly("chain ENTRY_HASH_WRONG 100");
    report = ledger.audit(part(ledger, 102, 200));
    assertThat(AuditedLedger.findings(report)).isEmpty();
    assertThat(report.area(Area.HISTORY).verdict()).isEqualTo(Verdict.NOT_CHECKED);
    assertThat(report.evidenceUsed()).isFalse();
    ledger.tamper("delete from public.ledger_entries where sequence_number between 100 and 120");
    assertThat(AuditedLedger.findings(ledger.audit(part(ledger, 101, 200))))
        .containsExactly("chain ENTRIES_MISSING 100");
    assertThat(AuditedLedger.findings(ledger.audit(part(ledger, 90, 110))))
        .containsExactly("chain ENTRIES_MISSING 100");
    assertThat(AuditedLedger.findings(ledger.audit(part(ledger, 105, 110))))
        .containsExactly("chain ENTRIES_MISSING 104");
    assertThatThrownBy(() -> ledger.audit(part(ledger, 301, 400)))
        .hasMessageContaining("there is no entry 301");
  }

  private static AuditRequest onlyNew(AuditedLedger ledger, Anchor anchor) {
    return new AuditRequest(
        ledger.trusted(), Optional.of(anchor), new AuditRequest.Scope.New(), false, 1);
  }

  private static AuditRequest part(AuditedLedger ledger, long first, long last) {
    return new AuditRequest(
        ledger.trusted(), Optional.empty(), new AuditRequest.Scope.Part(first, last), false, 1);
  }
}
