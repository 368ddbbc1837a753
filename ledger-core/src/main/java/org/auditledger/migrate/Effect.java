package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Asks a migration's own script whether it is in effect. */
final class Effect {

  /** What the scripts raise: an object is not in the state that is needed. */
  private static final String NOT_IN_EFFECT = "55000";

  private Effect() {}

  /** What it lacks to be in effect, if anything, in the caller's transaction, which goes on. */
  static Optional<String> missing(Connection connection, Migration migration) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute(migration.verify().sql());
      return Optional.empty();
    } catch (SQLException e) {
      if (!NOT_IN_EFFECT.equals(e.getSQLState())) {
        throw e;
      }
      return Optional.of(message(e));
    } finally {
      connection.rollback(before);
      connection.releaseSavepoint(before);
    }
  }

  /** What the server said, without what the driver adds. */
  static String message(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    String message = server == null ? e.getMessage() : server.getMessage();
    return Objects.requireNonNullElse(message, e.getClass().getSimpleName());
  }
}
