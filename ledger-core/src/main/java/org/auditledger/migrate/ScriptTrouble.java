package org.auditledger.migrate;

import java.sql.SQLException;
import java.util.Objects;
import org.auditledger.migrate.MigrationException.Trouble;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Explanation;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says what it means that the server did not take a script. */
final class ScriptTrouble {

  private ScriptTrouble() {}

  /** A script, or the transaction around it, failed and left nothing. */
  static RuntimeException of(String work, SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    if (TableLocks.isContention(e)) {
      return new MigrationException(
          Trouble.LOCKED,
          new Explanation(
              work + " was rolled back: a lock was not to be had in time",
              Effect.message(e),
              "run it again when the ledger is less busy; nothing was changed"),
          e);
    }
    boolean world = state.startsWith("08") || state.startsWith("57P") || state.equals("42501");
    if (world || state.equals("25006")) {
      return DatabaseException.of(work, e);
    }
    return new MigrationException(
        Trouble.REFUSED,
        new Explanation(work + " failed and was rolled back", reason(e), next(e)),
        e);
  }

  private static String reason(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    String detail = server == null ? null : server.getDetail();
    return Effect.message(e) + (detail == null ? "" : " (" + detail + ")");
  }

  private static String next(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    String hint = server == null ? null : server.getHint();
    return hint == null ? "correct what the server names, and run this again" : hint;
  }
}
