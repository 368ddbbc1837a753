package org.auditledger.migrate;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.auditledger.postgres.Session;
import org.jspecify.annotations.Nullable;

/**
 * Lends our session to Flyway, which asks for a connection at every run and closes it. A session
 * that lives on has its catalogs read and its queries planned: in a fresh one each migration takes
 * several times as long, and writers wait for much of that.
 *
 * <p>What Flyway or a script has set is put back when this is closed.
 */
final class FlywaySession implements DataSource, AutoCloseable {

  private final Session session;

  FlywaySession(Session session) {
    this.session = session;
  }

  @Override
  public Connection getConnection() {
    Connection connection = session.connection();
    return (Connection)
        Proxy.newProxyInstance(
            FlywaySession.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void close() {
    session.restore();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the session's own user is meant");
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
