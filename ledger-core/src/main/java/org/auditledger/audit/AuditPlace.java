package org.auditledger.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.control.JournalTable;
import org.auditledger.control.ThisDatabase;
import org.auditledger.control.ThisProcess;
import org.auditledger.journal.Actor;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.journal.JournalHead;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.signature.TrustedKeys;

/**
 * Where a ledger is about to be verified, and by whom: for who has to say so later. Nothing here is
 * judged; that is what the audit is for.
 *
 * @param database which one it is, if this role may know
 * @param journal where the journal ends, if it has begun
 */
public record AuditPlace(
    Actor actor, Optional<DatabaseIdentity> database, Optional<JournalHead> journal) {

  private static final String NO_PRIVILEGE = "42501";

  /**
   * Looks once, in a session that cannot write.
   *
   * @throws DatabaseException when that does not work
   */
  public static AuditPlace look(Server server, ThisProcess process) {
    try (Session session = Session.open(server, SessionSettings.reading())) {
      Connection connection = session.connection();
      return new AuditPlace(process.actor(connection), database(connection), journal(connection));
    } catch (SQLException e) {
      throw DatabaseException.of("looking where the ledger is", e);
    }
  }

  /** A database without a journal can be verified by who may not ask for its identity. */
  private static Optional<DatabaseIdentity> database(Connection connection) throws SQLException {
    try {
      return Optional.of(ThisDatabase.of(connection));
    } catch (SQLException e) {
      if (NO_PRIVILEGE.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<JournalHead> journal(Connection connection) throws SQLException {
    if (!JournalTable.exists(connection)) {
      return Optional.empty();
    }
    return Optional.of(JournalTable.read(connection, TrustedKeys.NONE).head())
        .filter(head -> head.position() > 0);
  }
}
