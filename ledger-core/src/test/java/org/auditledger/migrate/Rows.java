package org.auditledger.migrate;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.entry.Digest;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowView;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.EntryLeaves;
import org.auditledger.verify.LeafConsumer;

/** What must not change, whatever is done to a schema: each row, where it lies, and the seal. */
record Rows(List<String> places, Digest root) {

  /** Where every row lies, which transaction wrote it, and in which file. */
  private static final String PLACES =
      "select concat_ws(' ', sequence_number, xmin, ctid, pg_relation_filenode('ledger_entries'))"
          + " from public.ledger_entries where sequence_number <= %d order by sequence_number";

  /** Of the rows up to this number. */
  static Rows upTo(long last, TestDatabase database) throws SQLException {
    List<String> places = database.query(PLACES.formatted(last));
    try (Session session =
        Session.open(Migrations.server(database.dsn()), SessionSettings.reading())) {
      TableLayout.Found table = (TableLayout.Found) LedgerTable.layout(session);
      EntryLeaves leaves = new EntryLeaves(table.layout(), LeafConsumer.NONE);
      RowView row = new RowView(table.layout());
      try (CopyReader rows = LedgerTable.read(session, table.layout(), 1, last)) {
        for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
          for (int at = 0; at < batch.size(); ) {
            at = row.moveTo(batch.buffer(), at, batch.size());
            leaves.accept(row);
          }
        }
      }
      return new Rows(places, leaves.leaves().orElseThrow().root());
    }
  }

  /** Of all rows. */
  static Rows of(TestDatabase database) throws SQLException {
    return upTo(Long.MAX_VALUE, database);
  }
}
