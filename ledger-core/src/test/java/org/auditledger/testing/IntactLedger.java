package org.auditledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.postgres.TestSessions;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntriesAccount;
import org.auditledger.verify.EntryChecks;
import org.auditledger.verify.LeafConsumer;

/** What ends a test that writes entries: every verifier there is reads all of them. */
public final class IntactLedger {

  private IntactLedger() {}

  /** Nothing is wrong with the chain, nor with what any entry says. */
  public static EntriesAccount assertIntact(TestDatabase database, TrustedKeys trusted)
      throws SQLException {
    EntriesAccount account = account(database, trusted);
    assertThat(account.findings().total()).as("%s", account.findings()).isZero();
    String entries = Long.toString(account.segment().rows());
    assertThat(
            database.query(
                "select count(*) || ' ' || coalesce(max(sequence_number), 0) || ' '"
                    + " || count(distinct id) from public.ledger_entries"))
        .containsExactly(entries + " " + entries + " " + entries);
    if (database
        .query("select to_regprocedure('public.ledger_verify(bigint, bigint)') is not null")
        .contains("t")) {
      assertThat(database.query("select sequence_number from public.ledger_verify(null, null)"))
          .isEmpty();
    }
    return account;
  }

  private static EntriesAccount account(TestDatabase database, TrustedKeys trusted)
      throws SQLException {
    try (Session session = TestSessions.reading(database)) {
      TableLayout.Found table = (TableLayout.Found) LedgerTable.layout(session);
      EntryChecks checks = new EntryChecks(table.layout(), trusted, LeafConsumer.NONE);
      RowView row = new RowView(table.layout());
      try (CopyReader rows = LedgerTable.read(session, table.layout())) {
        for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
          while (batch.next(row)) {
            checks.accept(row);
          }
        }
      }
      return checks.account();
    }
  }
}
