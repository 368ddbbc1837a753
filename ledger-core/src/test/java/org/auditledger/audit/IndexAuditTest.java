package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.auditledger.audit.AuditRequest.Scope;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.AreaReport;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.io.TempDir;

/** Every index of the entries tells of the same rows as the table, or is named. */
class IndexAuditTest {

  @TempDir private Path directory;

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql"})
  void an_index_that_hides_a_row_is_named(TestDatabase database) throws SQLException {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(40);
    LedgerReport clean = audit(ledger);
    assertThat(AuditedLedger.findings(clean)).isEmpty();
    assertThat(clean.area(Area.POSTURE).notChecked()).isEmpty();
    List<String> indexes =
        database.query(
            "select indexrelid::regclass from pg_index"
                + " where indrelid = 'public.ledger_entries'::regclass");
    assertThat(indexes).hasSizeGreaterThan(10);
    // Of each index another entry: one that is in every one of them.
    List<String> signed =
        database.query(
            "select sequence_number from public.ledger_entries where signing_key_id is not null");
    for (int i = 0; i < indexes.size(); i++) {
      hide(ledger, indexes.get(i), signed.get(i));
    }
    AreaReport posture = audit(ledger).area(Area.POSTURE);
    // Of two over the same column the server reads one.
    assertThat(posture.findings().total()).isEqualTo(indexes.size() - 1);
    assertThat(posture.findings().first())
        .allMatch(finding -> finding.what().matches("index .* has \\d+ rows, and the table \\d+"));
    assertThat(posture.notChecked()).isEmpty();
    database.execute("reindex table public.ledger_entries");
    assertThat(AuditedLedger.findings(audit(ledger))).isEmpty();
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void the_index_of_numbers_is_always_asked(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(300);
    assertThat(AuditedLedger.findings(ledger.audit(Optional.empty()))).isEmpty();
    hide(ledger, "public.idx_ledger_telemetry_id", "7");
    assertThat(AuditedLedger.findings(ledger.audit(Optional.empty()))).isEmpty();
    hide(ledger, "public.idx_ledger_sequence", "5");
    hide(ledger, "public.ledger_entries_sequence_number_key", "6");
    assertThat(ledger.audit(Optional.empty()).area(Area.POSTURE).findings().first())
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).endsWith(" 299 rows, and the table 300"));
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void rows_that_no_ledger_has_are_in_an_index_like_others(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(20);
    ledger.tamper(
        "alter table public.ledger_entries drop constraint ledger_entries_sequence_number_key",
        "alter table public.ledger_entries alter sequence_number drop not null",
        "update public.ledger_entries set sequence_number = 5 where sequence_number = 6",
        "update public.ledger_entries set sequence_number = -1 where sequence_number = 7",
        "update public.ledger_entries set sequence_number = null where sequence_number = 8");
    for (LedgerReport report : List.of(audit(ledger), ledger.audit(Optional.empty()))) {
      assertThat(AuditedLedger.findings(report))
          .contains("chain ENTRY_REPEATED 5", "content ENTRY_UNNUMBERED")
          .doesNotContain("posture INDEX_LIES");
    }
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void an_index_with_another_value_than_its_row_is_named(TestDatabase database)
      throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(300);
    // The index does not live while the row changes, and has the row's place with its old value.
    String lives =
        "update pg_index set indislive = %1$s, indisready = %1$s"
            + " where indexrelid = 'public.idx_ledger_rule_id'::regclass";
    database.execute(lives.formatted(false));
    ledger.tamper("update public.ledger_entries set rule_id = 'x' where sequence_number = 300");
    database.execute(lives.formatted(true));
    assertThat(audit(ledger).area(Area.POSTURE).findings().first())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.what())
                    .isEqualTo("index idx_ledger_rule_id has other values than the table's rows"));
  }

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void what_somebody_wrote_into_an_index_is_not_run(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(3);
    database.execute(
        "create function public.trap(text) returns text language plpgsql immutable as"
            + " $$begin return $1; end$$;"
            + "create index by_trap on public.ledger_entries (public.trap(verdict));"
            + "create index of_trap on public.ledger_entries (verdict)"
            + " where public.trap(verdict) = 'CLEAR';"
            + "create or replace function public.trap(text) returns text language plpgsql immutable"
            + " as $$begin raise exception 'run'; end$$");
    assertThat(audit(ledger).area(Area.POSTURE).notChecked())
        .containsExactly(
            "index by_trap was not compared with the table: it holds more than columns",
            "index of_trap was not compared with the table: it holds more than columns");
  }

  /** The row lies elsewhere now, and this index does not know. */
  private static void hide(AuditedLedger ledger, String index, String entry) throws SQLException {
    String ready = "update pg_index set indisready = %s where indexrelid = '%s'::regclass";
    ledger.tamper(
        ready.formatted(false, index),
        "with gone as (delete from public.ledger_entries where sequence_number = "
            + entry
            + " returning *) insert into public.ledger_entries select * from gone",
        ready.formatted(true, index));
  }

  private static LedgerReport audit(AuditedLedger ledger) {
    return ledger.audit(
        new AuditRequest(ledger.trusted(), Optional.empty(), new Scope.Whole(), true, 1));
  }
}
