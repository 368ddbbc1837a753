package org.auditledger.checkpoint;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.auditledger.chain.Head;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.SqlText;

/**
 * Looks how far a ledger has grown, at the cost of two look-ups: to know when a seal is due, and
 * for nothing else, as it checks nothing. Belongs to one thread.
 */
final class GrowthWatch implements AutoCloseable {

  /**
   * How far both logs have come.
   *
   * @param entries the number of the last entry
   * @param statements the position of the journal's last statement
   */
  record Growth(long entries, long statements) {}

  private final Session session;

  private GrowthWatch(Session session) {
    this.session = session;
  }

  /** Connects, and stays connected until it is closed. */
  public static GrowthWatch open(Server server) {
    return new GrowthWatch(Session.open(server, SessionSettings.reading()));
  }

  /** How far they have come by now. */
  public Growth look() {
    try (PreparedStatement query =
        session.connection().prepareStatement(SqlText.of(GrowthWatch.class, "last_position"))) {
      long entries = LedgerTable.head(session.connection()).map(Head::sequence).orElse(0L);
      try (ResultSet row = query.executeQuery()) {
        return new Growth(entries, row.next() ? row.getLong(1) : 0);
      }
    } catch (SQLException e) {
      throw DatabaseException.of("looking for new entries", e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
