package org.auditledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.LegacyForm;
import org.auditledger.chain.Head;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.CopyWriter;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TestSessions;
import org.auditledger.row.Column;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.EntryLeaves;
import org.junit.jupiter.api.Test;

/** A ledger that is larger than what may be kept of it. */
@OnPostgres
@Template({"/ancestor/v0.1.sql", "/ancestor/v0.2-upgrade.sql"})
class StreamedLedgerTest {

  private static final int ENTRIES = 200_000;

  /** Classes, buffers, the account; and for a row less than the smallest object has. */
  private static final long MAX_ALLOCATED = 3L << 20;

  @Test
  void is_judged_and_compared_in_memory_that_does_not_grow_with_it(TestDatabase database)
      throws SQLException {
    write(database);
    try (Session session = TestSessions.reading(database);
        LeafSpill spill = LeafSpill.create(Path.of(System.getProperty("java.io.tmpdir")))) {
      RowLayout layout = StoredLedger.layout(session);
      EntryChecks checks = new EntryChecks(layout, TrustedKeys.NONE, spill);
      long before = allocated();
      visit(session, layout, checks::accept);
      assertThat(allocated() - before).isLessThan(MAX_ALLOCATED);
      EntriesAccount account = checks.account();
      assertThat(account.findings().first()).isEmpty();
      assertThat(account.head().map(Head::sequence)).hasValue((long) ENTRIES);
      assertThat(spill.leaves()).isEqualTo(ENTRIES);

      database.execute(
          "alter table ledger_entries disable trigger user;"
              + "update ledger_entries set escalation_notes = 'x' where sequence_number = 123456");
      LeafComparison comparison = spill.compare();
      EntryLeaves leaves = new EntryLeaves(layout, comparison);
      before = allocated();
      visit(session, layout, leaves::accept);
      assertThat(allocated() - before).isLessThan(MAX_ALLOCATED);
      LeafDifference difference = comparison.end();
      assertThat(difference.changed().first()).hasValue(123_456);
      assertThat(difference.changed().count()).isEqualTo(1);
      assertThat(difference.missing().count() + difference.added().count()).isZero();
      assertThat(leaves.leaves().orElseThrow().root()).isNotEqualTo(account.root().orElseThrow());
    }
  }

  private static void visit(Session session, RowLayout layout, StoredLedger.Visitor visitor)
      throws SQLException {
    try (CopyReader reader = LedgerTable.read(session, layout)) {
      StoredLedger.visit(reader, visitor);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** A whole chain, a thousand entries at a time. */
  private static void write(TestDatabase database) {
    try (Session session = TestSessions.writing(database)) {
      RowLayout layout = StoredLedger.layout(session);
      LegacyForm form = new LegacyForm(layout);
      CanonicalBytes bytes = new CanonicalBytes();
      RowWriter writer = new RowWriter(layout);
      RowWriter draft = new RowWriter(layout);
      RowView view = new RowView(layout);
      String previous = "0".repeat(64);
      try (CopyWriter copy =
          CopyWriter.open(session, LedgerTable.SCHEMA, LedgerTable.NAME, layout)) {
        for (int n = 1; n <= ENTRIES; n++) {
          draft.clear();
          write(draft, n, previous, previous, layout);
          view.moveTo(draft.buffer(), 0, draft.size());
          bytes.clear();
          form.write(view, bytes);
          String hash = bytes.digest().hex();
          write(writer, n, previous, hash, layout);
          previous = hash;
          if (n % 1000 == 0) {
            copy.write(writer);
            writer.clear();
          }
        }
        copy.finish();
      }
    }
  }

  private static void write(
      RowWriter writer, int n, String previous, String hash, RowLayout layout) {
    writer.beginRow();
    for (Column column : layout.columns()) {
      switch (column.name()) {
        case "id", "sequence_number" -> writer.longValue(n);
        case "timestamp", "created_at" -> writer.longValue(800_000_000_000_000L + n);
        case "previous_hash" -> writer.text(previous);
        case "entry_hash" -> writer.text(hash);
        case "telemetry_hash" -> writer.text("0".repeat(64));
        case "verdict" -> writer.text("CLEAR");
        case "schema_version" -> writer.text("0.2.0");
        case "reasoning" -> writer.text("Obligation energy.so2 requires must_not_exceed 100. " + n);
        case "track", "escalation_status", "escalation_notes" -> writer.nullValue();
        default -> writer.text("value " + n);
      }
    }
  }
}
