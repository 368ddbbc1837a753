package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.seal.Anchor;
import org.auditledger.testing.Entries;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.Area;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every column of every era, and whole rows: whatever is done to them shows in the rows themselves,
 * and not only in that what protects them is gone. The columns are those that the catalog has.
 */
@OnPostgres
class TamperMatrixTest {

  /** An entry of the first release, and the first one with a transcript. */
  private static final long PLAIN = 60;

  private static final long SIGNED = 122;

  @TempDir private Path directory;

  @Test
  void in_a_ledger_of_the_first_release(TestDatabase database) throws SQLException {
    assertAllFound(
        EraLedgers.adopted(database, directory, "v0.1", "v0.1-ledger_entries.csv"),
        16,
        1,
        PLAIN,
        120);
  }

  @Test
  void in_a_ledger_of_the_second_release(TestDatabase database) throws SQLException {
    assertAllFound(
        EraLedgers.adopted(database, directory, "v0.2", "v0.2-ledger_entries.csv"),
        17,
        1,
        PLAIN,
        120);
  }

  @Test
  void in_a_ledger_of_the_first_release_with_transcripts(TestDatabase database)
      throws SQLException {
    assertAllFound(
        EraLedgers.adopted(database, directory, "v0.1-transcripts", "v3.0-ledger_entries.csv"),
        22,
        PLAIN,
        SIGNED);
  }

  @Test
  void in_a_ledger_of_the_second_release_with_transcripts(TestDatabase database)
      throws SQLException {
    assertAllFound(
        EraLedgers.adopted(database, directory, "v0.2-transcripts", "v3.0-ledger_entries.csv"),
        23,
        PLAIN,
        210);
  }

  @Test
  void in_a_ledger_at_the_head_that_has_entries_of_every_era(TestDatabase database)
      throws SQLException {
    assertAllFound(EraLedgers.atHead(database, directory), 23, 1, PLAIN, SIGNED, 250, 270);
  }

  private static void assertAllFound(AuditedLedger ledger, int columns, long... entries)
      throws SQLException {
    Anchor anchor = ledger.seal();
    LedgerReport untouched = audit(ledger, anchor);
    assertThat(AuditedLedger.findings(untouched)).isEmpty();
    assertThat(untouched.unchecked()).isEmpty();
    long size = untouched.read().entries();
    assertThat(untouched.sealedTo()).hasValue(size);
    try (OpenTransaction transaction =
        new OpenTransaction(ledger, EraLedgers.trusted(ledger), anchor)) {
      unguard(ledger, transaction);
      for (Tampering nothing : Tampering.ofNothing()) {
        assertThat(transaction.after(nothing)).as(nothing.name()).isEmpty();
      }
      List<Tampering.Column> found = columns(ledger);
      assertThat(found).hasSize(columns);
      for (Tampering.Column column : found) {
        Set<String> done = new TreeSet<>();
        for (long entry : entries) {
          done.addAll(assertFound(transaction, column, entry));
        }
        assertThat(done).as(column.name()).contains("change");
      }
      for (Tampering tampering : Tampering.ofRows(size)) {
        assertThat(transaction.after(tampering)).as(tampering.name()).isNotEmpty();
      }
      assertThat(transaction.findings()).isEmpty();
    }
  }

  /** All that can be done to a column in an entry; says what that was. */
  private static List<String> assertFound(
      OpenTransaction transaction, Tampering.Column column, long entry) throws SQLException {
    List<String> done = new ArrayList<>();
    for (Tampering tampering : column.in(transaction, entry)) {
      List<Finding> findings = transaction.after(tampering);
      String what = tampering.name() + " " + column.name() + " of entry " + entry;
      assertThat(findings).as(what).anyMatch(finding -> tells(finding, column, entry));
      done.add(tampering.name());
    }
    return done;
  }

  /** Whether it is this finding that has to be there, whatever else there is. */
  private static boolean tells(Finding finding, Tampering.Column column, long entry) {
    if (column.name().equals("sequence_number")) {
      return finding.code().area() == Area.CHAIN || finding.code() == FindingCode.ENTRY_UNNUMBERED;
    }
    if (Entries.CHAINED.contains(column.name())) {
      return finding.code().area() == Area.CHAIN && finding.sequence().orElse(0) == entry;
    }
    return column.name().equals("schema_version")
        ? finding.code() == FindingCode.SCHEMA_VERSION_WRONG
            && finding.sequence().orElse(0) <= entry
        : finding.code() == FindingCode.SEALED_ENTRY_CHANGED
            || finding.code() == FindingCode.SEAL_BROKEN;
  }

  static List<Tampering.Column> columns(AuditedLedger ledger) throws SQLException {
    return ledger
        .database()
        .query(
            "select attname || ' ' || typname from pg_attribute join pg_type t on t.oid = atttypid"
                + " where attrelid = 'public.ledger_entries'::regclass and attnum > 0"
                + " and not attisdropped order by attnum")
        .stream()
        .map(column -> column.split(" ", -1))
        .map(column -> new Tampering.Column(column[0], column[1]))
        .toList();
  }

  /** Nothing that the database refuses keeps who owns it from anything. */
  static void unguard(AuditedLedger ledger, OpenTransaction transaction) throws SQLException {
    transaction.execute("alter table public.ledger_entries disable trigger all");
    for (String constraint :
        ledger
            .database()
            .query(
                "select format('alter table public.ledger_entries drop constraint %I', conname)"
                    + " from pg_constraint where conrelid = 'public.ledger_entries'::regclass"
                    + " and contype <> 'n'")) {
      transaction.execute(constraint);
    }
    for (Tampering.Column column : columns(ledger)) {
      transaction.execute(
          "alter table public.ledger_entries alter " + column.name() + " drop not null");
    }
  }

  private static LedgerReport audit(AuditedLedger ledger, Anchor anchor) {
    return ledger.audit(AuditRequest.ofWhole(EraLedgers.trusted(ledger), Optional.of(anchor), 1));
  }

  /** What is judged here in an open transaction, an audit finds when it is committed. */
  @Test
  void a_whole_audit_finds_what_is_found_here(TestDatabase database) throws SQLException {
    AuditedLedger ledger = EraLedgers.atHead(database, directory);
    Anchor anchor = ledger.seal();
    String update = "update public.ledger_entries set ";
    for (String tampering :
        List.of(
            update + "escalation_notes = 'forged' where sequence_number = 250",
            update + "schema_version = '0.1.0' where sequence_number = 200",
            update + "created_at = created_at + interval '1 s' where sequence_number = 60",
            update + "envelope_json = envelope_json || '{\"a\": 1}' where sequence_number = 122",
            update + "reasoning = 'forged' where sequence_number = 1",
            "delete from public.ledger_entries where sequence_number = 130",
            "delete from public.ledger_entries where sequence_number > 200",
            "truncate public.ledger_entries")) {
      ledger.tamper(tampering);
      List<String> whole = AuditedLedger.findings(audit(ledger, anchor));
      try (OpenTransaction transaction =
          new OpenTransaction(ledger, EraLedgers.trusted(ledger), anchor)) {
        List<String> here = new ArrayList<>();
        for (Finding finding : transaction.findings()) {
          String entry = finding.sequence().isPresent() ? " " + finding.sequence().getAsLong() : "";
          here.add(finding.code().area().word() + " " + finding.code() + entry);
        }
        assertThat(whole).as(tampering).isNotEmpty().containsExactlyInAnyOrderElementsOf(here);
      }
    }
  }
}
