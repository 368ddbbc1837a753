package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.GenuineEntries;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What leaves a ledger that is whole in itself: only what was kept outside shows it, and without
 * that the report says what it does not show.
 */
@OnPostgres
@Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsideEvidenceTest {

  /** The attacks of this test, and what is found of each by key and anchor. */
  static final Map<String, List<String>> ATTACKS =
      Map.of(
          "the whole chain rehashed forward",
          List.of("history SEALED_ENTRY_CHANGED 5", "history SEAL_BROKEN"),
          "the tail cut",
          List.of("history SEALED_ENTRIES_GONE", "history ROLLED_BACK"),
          "the ledger emptied",
          List.of("history SEALED_ENTRIES_GONE", "history ROLLED_BACK"),
          "an older backup restored in place",
          List.of("history ROLLED_BACK", "history ROLLED_BACK"),
          "a fork, two heads seen by two auditors",
          List.of("history FORKED", "history FORKED"));

  private static final String END =
      "whether entries are missing at the end: that takes an anchor from outside";
  private static final String NOBODY =
      "no key is trusted, so that nobody answers for what the journal says";

  private AttackedLedger ledger;

  @BeforeAll
  void make(TestDatabase database, @TempDir Path directory) throws SQLException {
    ledger = AttackedLedger.of(database, directory);
  }

  @BeforeEach
  void restore() throws SQLException {
    ledger.restore();
  }

  @AfterAll
  void forget() throws SQLException {
    // There is none where it could not be made.
    if (ledger != null) {
      ledger.forget();
    }
  }

  @Test
  void the_whole_chain_rehashed_forward() throws SQLException {
    ledger.suffer(
        true,
        "update public.ledger_entries set reasoning = 'forged' where sequence_number = 5;"
            + "select pg_temp.rehash(5)");
    assertThat(AuditedLedger.findings(ledger.audit()))
        .isEqualTo(ATTACKS.get("the whole chain rehashed forward"));
    assertThat(AuditedLedger.findings(withoutKey(Optional.of(ledger.anchor()))))
        .containsExactly("history FORKED");
    assertSaysWhatItLacks(withoutKey(Optional.empty()));
  }

  @Test
  void rehashed_where_nothing_is_sealed_yet() throws SQLException {
    ledger.suffer(
        true,
        "update public.ledger_entries set reasoning = 'forged' where sequence_number = 315;"
            + "select pg_temp.rehash(315)");
    LedgerReport report = ledger.audit();
    assertThat(AuditedLedger.findings(report)).isEmpty();
    assertThat(report.sealedTo()).hasValue(AttackedLedger.SEALED);
    assertThat(report.head().orElseThrow().sequence()).isEqualTo(AttackedLedger.ENTRIES);
  }

  @Test
  void the_tail_cut() throws SQLException {
    ledger.suffer(true, "delete from public.ledger_entries where sequence_number > 300");
    assertThat(AuditedLedger.findings(ledger.audit())).isEqualTo(ATTACKS.get("the tail cut"));
    assertThat(AuditedLedger.findings(withoutKey(Optional.of(ledger.anchor()))))
        .containsExactly("history ROLLED_BACK");
    assertSaysWhatItLacks(withoutKey(Optional.empty()));
    ledger.restore();
    ledger.suffer(
        true, "delete from public.ledger_entries where sequence_number > " + AttackedLedger.SEALED);
    LedgerReport report = ledger.audit();
    assertThat(AuditedLedger.findings(report)).isEmpty();
    assertThat(report.anchoredTo()).hasValue(AttackedLedger.SEALED);
  }

  @Test
  void the_ledger_emptied() throws SQLException {
    ledger.suffer(true, "delete from public.ledger_entries");
    assertThat(AuditedLedger.findings(ledger.audit())).isEqualTo(ATTACKS.get("the ledger emptied"));
    assertSaysWhatItLacks(withoutKey(Optional.empty()));
    ledger.suffer(false, "drop schema audit_ledger cascade");
    assertThat(AuditedLedger.findings(ledger.audit()))
        .containsExactly("history JOURNAL_MISSING", "history ROLLED_BACK");
    LedgerReport report = withoutKey(Optional.empty());
    assertThat(AuditedLedger.findings(report)).isEmpty();
    assertThat(report.area(Area.CHAIN).notChecked()).containsExactly(END);
    assertThat(report.area(Area.HISTORY).notChecked())
        .containsExactly("the ledger was never adopted: it has no journal, and no seal");
  }

  @Test
  void an_older_backup_restored_in_place() throws SQLException {
    ledger.restore(ledger.older());
    assertThat(AuditedLedger.findings(ledger.audit()))
        .isEqualTo(ATTACKS.get("an older backup restored in place"));
    assertThat(AuditedLedger.findings(ledger.audit(ledger.trusted(), Optional.of(ledger.first()))))
        .isEmpty();
    LedgerReport without = ledger.audit(ledger.trusted(), Optional.empty());
    assertThat(AuditedLedger.findings(without)).isEmpty();
    assertThat(without.area(Area.CHAIN).notChecked()).containsExactly(END);
  }

  @Test
  void a_fork_two_heads_seen_by_two_auditors() throws SQLException, IOException {
    ledger.restore(ledger.older());
    GenuineEntries.append(ledger.database(), 60, 1);
    // Whoever has the key can make it forget what it signed last.
    Files.writeString(
        ledger.ledger().directory().resolve("ledger.key.last"), ledger.first().encoded());
    Anchor other = ledger.ledger().seal();
    assertThat(AuditedLedger.findings(ledger.audit(ledger.trusted(), Optional.of(other))))
        .isEmpty();
    assertThat(AuditedLedger.findings(ledger.audit()))
        .isEqualTo(ATTACKS.get("a fork, two heads seen by two auditors"));
    LedgerReport without = ledger.audit(ledger.trusted(), Optional.empty());
    assertThat(AuditedLedger.findings(without)).isEmpty();
    assertThat(without.area(Area.CHAIN).notChecked()).containsExactly(END);
  }

  private LedgerReport withoutKey(Optional<Anchor> anchor) {
    return ledger.audit(TrustedKeys.NONE, anchor);
  }

  private static void assertSaysWhatItLacks(LedgerReport report) {
    assertThat(AuditedLedger.findings(report)).isEmpty();
    assertThat(report.area(Area.CHAIN).notChecked()).containsExactly(END);
    assertThat(report.area(Area.HISTORY).checked()).isFalse();
    assertThat(report.area(Area.HISTORY).notChecked()).contains(NOBODY);
  }
}
