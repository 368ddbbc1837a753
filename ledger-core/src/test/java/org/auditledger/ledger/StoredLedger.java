package org.auditledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.CopyWriter;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.postgres.TestSessions;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.LeafConsumer;

/** A ledger in a test's database: entries put into it, and read from it again. */
final class StoredLedger {

  static final TrustedKeys ANCESTORS_KEYS =
      trusted("transcript-1.ed25519.pub")
          .and(trusted("transcript-2.ed25519.pub"))
          .orThrow("the ancestor's keys");

  /** What is done with each row. */
  interface Visitor {
    void row(RowView row);
  }

  private StoredLedger() {}

  private static TrustedKeys trusted(String file) {
    return TrustedKeys.read(LegacyVectors.text(file)).orThrow(file);
  }

  static RowLayout layout(Session session) {
    TableLayout found = LedgerTable.layout(session);
    assertThat(found).isInstanceOf(TableLayout.Found.class);
    return ((TableLayout.Found) found).layout();
  }

  /** Puts the entries into the table, in this order. */
  static void load(TestDatabase database, Entries entries) {
    try (Session session = TestSessions.writing(database)) {
      RowLayout layout = layout(session);
      try (CopyWriter copy =
          CopyWriter.open(session, LedgerTable.SCHEMA, LedgerTable.NAME, layout)) {
        copy.write(entries.write(layout));
        assertThat(copy.finish()).isEqualTo(entries.size());
      }
    }
  }

  /** Shows every row to the visitor. */
  static void visit(CopyReader reader, Visitor visitor) {
    RowView view = new RowView(reader.layout());
    for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
      while (batch.next(view)) {
        visitor.row(view);
      }
    }
  }

  static EntriesAccount account(Session session, TrustedKeys trusted, LeafConsumer leaves)
      throws SQLException {
    RowLayout layout = layout(session);
    EntryChecks checks = new EntryChecks(layout, trusted, leaves);
    try (CopyReader reader = LedgerTable.read(session, layout)) {
      visit(reader, checks::accept);
    }
    return checks.account();
  }

  static EntriesAccount account(TestDatabase database) throws SQLException {
    try (Session session = TestSessions.reading(database)) {
      return account(session, ANCESTORS_KEYS, LeafConsumer.NONE);
    }
  }
}
