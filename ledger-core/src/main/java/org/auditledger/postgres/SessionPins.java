package org.auditledger.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** Sets what every session must be like, and reads it back: a pin that does not hold is no pin. */
final class SessionPins {

  static final int OLDEST_VERSION = 140_000;

  private SessionPins() {}

  /**
   * Startup options win over what a role or database has set, before any statement runs. Limits and
   * the role come first, so that options of the user's own win over them; the search path comes
   * last, so that nothing wins over it.
   */
  static void addTo(Properties properties, SessionSettings settings) {
    StringBuilder options =
        new StringBuilder(
            "-c role=none -c statement_timeout=0 -c lock_timeout=0"
                + " -c idle_in_transaction_session_timeout=0 -c idle_session_timeout=0");
    String given = PGProperty.OPTIONS.getOrNull(properties);
    if (given != null) {
      options.append(' ').append(given);
    }
    settings
        .statementTimeout()
        .ifPresent(limit -> options.append(" -c statement_timeout=").append(limit.toMillis()));
    settings
        .lockTimeout()
        .ifPresent(limit -> options.append(" -c lock_timeout=").append(limit.toMillis()));
    options
        .append(" -c search_path=pg_catalog,pg_temp")
        // Whether the server itself can be written to is asked before the session is pinned.
        .append(" -c default_transaction_read_only=off");
    PGProperty.OPTIONS.set(properties, options.toString());
  }

  /**
   * Pins the session, and reads it back.
   *
   * @return the server's version, as server_version_num has it
   */
  static int apply(Connection connection, Server server, SessionSettings settings)
      throws SQLException {
    Map<String, String> wanted = set(connection, settings);
    wanted.put("client_encoding", "UTF8");
    wanted.put("server_encoding", "UTF8");
    List<String> names = new ArrayList<>(wanted.keySet());
    names.add("server_version_num");
    Map<String, String> found = read(connection, names);
    int version = Integer.parseInt(found.getOrDefault("server_version_num", "0"));
    int pid = connection.unwrap(PGConnection.class).getBackendPID();
    if (!Integer.toString(pid).equals(found.get("pid"))) {
      throw refused(
          server,
          "a connection pooler answers in the server's place; settings would not hold behind it",
          "connect to the server itself");
    }
    if (version < OLDEST_VERSION) {
      throw refused(
          server,
          "its version is " + version / 10_000 + ", and the oldest that is known here is 14",
          "upgrade the server");
    }
    // A proxy may route by rules of its own, and the wrong database may well verify.
    wanted.put("database", server.database());
    wanted.forEach((name, value) -> require(server, name, value, found.get(name)));
    return version;
  }

  /** Makes a session that others have used what it was when it was pinned. */
  static void restore(Connection connection, Server server, SessionSettings settings)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SqlText.of(SessionPins.class, "restore_session"));
    }
    apply(connection, server, settings);
  }

  private static void require(Server server, String name, String wanted, @Nullable String found) {
    if (!wanted.equals(found)) {
      throw refused(
          server,
          name + " is \"" + found + "\" and must be \"" + wanted + "\"",
          name.equals("server_encoding")
              ? "a ledger lives in a database with encoding UTF8: create one"
              : "find what sets it: a login trigger, or a proxy between");
    }
  }

  private static Map<String, String> set(Connection connection, SessionSettings settings)
      throws SQLException {
    try (PreparedStatement pin =
        connection.prepareStatement(SqlText.of(SessionPins.class, "pin_session"))) {
      pin.setString(1, settings.readOnly() ? "on" : "off");
      return pairs(pin);
    }
  }

  private static Map<String, String> read(Connection connection, List<String> names)
      throws SQLException {
    Array array = connection.createArrayOf("text", names.toArray());
    try (PreparedStatement read =
        connection.prepareStatement(SqlText.of(SessionPins.class, "read_session"))) {
      read.setArray(1, array);
      return pairs(read);
    } finally {
      array.free();
    }
  }

  private static Map<String, String> pairs(PreparedStatement statement) throws SQLException {
    Map<String, String> pairs = new LinkedHashMap<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        pairs.put(rows.getString(1), rows.getString(2));
      }
    }
    return pairs;
  }

  private static DatabaseUnreachableException refused(Server server, String why, String next) {
    return new DatabaseUnreachableException(
        new Explanation("the session with " + server + " cannot be relied on", why, next),
        null,
        null);
  }
}
