package org.auditledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * One connection on which only we decide: UTC, a search path nobody can put anything into, no row
 * hidden by a policy, no limit but our own. It is in autocommit until somebody begins a
 * transaction.
 */
public final class Session implements AutoCloseable {

  private static final Pattern SNAPSHOT = Pattern.compile("[0-9A-Fa-f-]{1,63}");

  private static final String APPLICATION_NAME = "audit-ledger";

  /** How long one server may take to let us in, unless the connection string says. */
  private static final int LOGIN_SECONDS = 30;

  private final Connection connection;
  private final Server server;
  private final SessionSettings settings;
  private final int serverVersion;

  private Session(
      Connection connection, Server server, SessionSettings settings, int serverVersion) {
    this.connection = connection;
    this.server = server;
    this.settings = settings;
    this.serverVersion = serverVersion;
  }

  /**
   * Connects, pins the session and checks that the pins hold.
   *
   * @throws DatabaseUnreachableException when that does not work, with the reason
   */
  public static Session open(Server server, SessionSettings settings) {
    Connection connection = null;
    boolean open = false;
    try {
      connection = connect(server, settings);
      int version = SessionPins.apply(connection, server, settings);
      open = true;
      return new Session(connection, server, settings, version);
    } catch (SQLException e) {
      throw SqlTrouble.connecting(server, e);
    } finally {
      if (!open && connection != null) {
        closeQuietly(connection);
      }
    }
  }

  /**
   * Puts back whatever statements that are not ours have set, and checks that the pins hold again.
   * A transaction that is open is rolled back.
   */
  public void restore() {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      SessionPins.restore(connection, server, settings);
    } catch (SQLException e) {
      throw SqlTrouble.working("restoring the session", e);
    }
  }

  private static Connection connect(Server server, SessionSettings settings) throws SQLException {
    Properties properties = server.properties();
    SessionPins.addTo(properties, settings);
    if (PGProperty.APPLICATION_NAME.getOrNull(properties) == null) {
      PGProperty.APPLICATION_NAME.set(properties, APPLICATION_NAME);
    }
    if (PGProperty.LOGIN_TIMEOUT.getOrNull(properties) == null) {
      int seconds =
          PGProperty.CONNECT_TIMEOUT.getOrNull(properties) == null
              ? LOGIN_SECONDS
              : PGProperty.CONNECT_TIMEOUT.getInt(properties);
      PGProperty.LOGIN_TIMEOUT.set(properties, seconds * server.hosts().size());
    }
    // Saves a statement per setting that the driver would otherwise send one by one.
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
    // Without the slashes the driver would take the rest, nothing, for the database's name.
    Connection connection = new Driver().connect("jdbc:postgresql://", properties);
    if (connection == null) {
      throw new PSQLException("the driver refuses its own URL", PSQLState.UNEXPECTED_ERROR);
    }
    return connection;
  }

  /** The connection, for statements; whoever changes a setting changes it back. */
  public Connection connection() {
    return connection;
  }

  /** As server_version_num has it: 180006 is 18.6. */
  public int serverVersion() {
    return serverVersion;
  }

  /** The process that serves this session. */
  public int backendPid() {
    return driver().getBackendPID();
  }

  /**
   * Begins a transaction that sees the database as it is now, and names that view for others; it
   * can be imported for as long as this transaction is open.
   */
  public String exportSnapshot() {
    try (Statement statement = beginSnapshot();
        ResultSet rows = statement.executeQuery(SqlText.of(Session.class, "export_snapshot"))) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw SqlTrouble.working("exporting a snapshot", e);
    }
  }

  /** Begins a transaction that sees the database as another session's exported snapshot does. */
  public void importSnapshot(String snapshot) {
    if (!SNAPSHOT.matcher(snapshot).matches()) {
      throw new IllegalArgumentException("no snapshot has the name \"" + snapshot + "\"");
    }
    try (Statement statement = beginSnapshot()) {
      statement.execute("set transaction snapshot '" + snapshot + "'");
    } catch (SQLException e) {
      throw SqlTrouble.working("importing a snapshot", e);
    }
  }

  private Statement beginSnapshot() throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalStateException("a snapshot begins a transaction, and one is open");
    }
    connection.setAutoCommit(false);
    Statement statement = connection.createStatement();
    statement.execute(SqlText.of(Session.class, "begin_snapshot"));
    return statement;
  }

  /** Ends the transaction of a snapshot. */
  void endSnapshot() {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw SqlTrouble.working("ending a snapshot", e);
    }
  }

  PGConnection driver() {
    try {
      return connection.unwrap(PGConnection.class);
    } catch (SQLException e) {
      throw new IllegalStateException("the connection is not the driver's own", e);
    }
  }

  /** Whatever is not committed is gone; a server that is gone too is no trouble any more. */
  @Override
  public void close() {
    closeQuietly(connection);
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // The socket is closed either way, and the server notices.
    }
  }
}
