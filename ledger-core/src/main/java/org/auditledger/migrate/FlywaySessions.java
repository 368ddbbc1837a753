package org.auditledger.migrate;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.jspecify.annotations.Nullable;

/** The connections that Flyway asks for: sessions of ours, pinned like every other. */
final class FlywaySessions implements DataSource, AutoCloseable {

  private final Server server;
  private final List<Session> opened = new ArrayList<>();

  FlywaySessions(Server server) {
    this.server = server;
  }

  @Override
  public Connection getConnection() {
    Session session = Session.open(server, SessionSettings.writing());
    opened.add(session);
    return session.connection();
  }

  /** The session whose connection this is. */
  Session sessionOf(Connection connection) {
    return opened.stream()
        .filter(session -> session.connection() == connection)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Flyway works on a connection not its own"));
  }

  /** Flyway closes what it opens; when it fails, not always. */
  @Override
  public void close() {
    opened.forEach(Session::close);
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the server's own user is meant");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // Nothing is logged.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The connection string says how long to wait.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("nothing is logged");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("there is nothing inside");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
