package org.auditledger.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** A database that belongs to one test, on a server that the whole run shares. */
public record TestDatabase(TestServer server, String name) {

  /** A new connection as the server's superuser; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), user(), password());
  }

  /** Where it is, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + name;
  }

  /** A connection string as a person would write it. */
  public String dsn() {
    return "postgresql://" + user() + ":" + password() + "@" + host() + ":" + port() + "/" + name;
  }

  public String host() {
    return server.host();
  }

  public int port() {
    return server.port();
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  /** The server's major version. */
  public int version() {
    return server.version();
  }

  /** Runs one script, on a connection of its own. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Loads a table that the ancestor wrote, through COPY, in one statement. */
  public void load(String csv, String table) throws SQLException {
    try (Connection connection = connect();
        InputStream in = TestDatabase.class.getResourceAsStream("/legacy-ledger/" + csv)) {
      if (in == null) {
        throw new IllegalStateException("no " + csv + " on the class path");
      }
      byte[] content = in.readAllBytes();
      String text = new String(content, StandardCharsets.UTF_8);
      String columns = text.substring(0, text.indexOf('\n'));
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy " + table + " (" + columns + ") from stdin with (format csv, header)",
              new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first column of what a query returns, as strings. */
  public List<String> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  @Override
  public String toString() {
    return name + " on PostgreSQL " + version();
  }
}
