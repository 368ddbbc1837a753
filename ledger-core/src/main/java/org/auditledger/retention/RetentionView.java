package org.auditledger.retention;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.DropReceipt;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.SqlText;
import org.auditledger.retention.RetentionStatus.LastDrop;
import org.auditledger.signature.TrustedKeys;

/** Looks, at one moment, and changes nothing; needs no key and owns nothing. */
final class RetentionView {

  private final Server server;
  private final TrustedKeys trusted;

  RetentionView(Server server, TrustedKeys trusted) {
    this.server = server;
    this.trusted = trusted;
  }

  /** What is seen in one snapshot, in which the journal has been read. */
  private interface Look<T> {
    T at(Connection connection, RetentionJournal journal, LedgerName ledger) throws SQLException;
  }

  RetentionPlan plan(PlanSettings settings) {
    return look(
        (connection, journal, ledger) ->
            Planning.plan(connection, ledger, journal.history(), settings));
  }

  RetentionStatus status(PlanSettings settings) {
    return look(
        (connection, journal, ledger) -> {
          BufferState state = StateReading.read(connection, ledger, journal.history());
          List<DropReceipt> receipts = journal.history().receipts();
          Optional<Instant> lastDrop = journal.lastDrop();
          return new RetentionStatus(
              ledger,
              journal.isChecked(),
              state.now(),
              state.partitions(),
              Collections.unmodifiableSortedMap(new TreeMap<>(state.retentions())),
              state.holds(),
              Planner.plan(state, settings),
              journal.cacheDifferences(connection).first(),
              unjournalledDrops(connection, journal),
              receipts.size(),
              receipts.isEmpty() || lastDrop.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      new LastDrop(receipts.get(receipts.size() - 1).drop(), lastDrop.get())));
        });
  }

  private static long unjournalledDrops(Connection connection, RetentionJournal journal)
      throws SQLException {
    long count = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SqlText.of(RetentionView.class, "drop_numbers"))) {
      while (rows.next()) {
        count += journal.history().journalledDrops().contains(rows.getLong(1)) ? 0 : 1;
      }
    }
    return count;
  }

  private <T> T look(Look<T> look) {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      // A change between two readings would look like one without a statement.
      String unused = session.exportSnapshot();
      Connection connection = session.connection();
      RetentionPlace.requireLedger(connection);
      RetentionJournal journal = new RetentionJournal(trusted);
      journal.readOn(connection);
      LedgerName ledger =
          journal
              .reader()
              .ledger()
              .orElseThrow(() -> RetentionPlace.noLedger("its journal has not begun"));
      return look.at(connection, journal, ledger);
    } catch (SQLException e) {
      throw DatabaseException.of("reading the buffer and its journal", e);
    }
  }
}
