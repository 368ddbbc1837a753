package org.auditledger.postgres;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what the driver's exceptions mean and what to do about them. */
final class SqlTrouble {

  private SqlTrouble() {}

  static DatabaseUnreachableException connecting(Server server, SQLException e) {
    return new DatabaseUnreachableException(
        new Explanation("cannot connect to " + server, reason(e), advice(server, e)),
        e.getSQLState(),
        e);
  }

  /** A statement failed; when the connection went with it, that is what is said. */
  static DatabaseException working(String what, SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    if (state.startsWith("08") || state.startsWith("57P")) {
      return new DatabaseUnreachableException(
          new Explanation(
              what + ": the connection is gone", reason(e), "look at the server's log; try again"),
          state,
          e);
    }
    return new DatabaseException(
        new Explanation(what + ": the server refused", reason(e), workAdvice(state)), state, e);
  }

  private static String workAdvice(String state) {
    return switch (state) {
      case "42501" -> "connect as a role that may do this";
      case "55P03", "57014" -> "try again when it is less busy, or with a longer time limit";
      default -> "correct what the server names";
    };
  }

  private static String reason(SQLException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String detail = root == e ? "" : " (" + rootReason(root) + ")";
    return (message.lines().findFirst().orElse(message) + detail).strip();
  }

  private static String rootReason(Throwable root) {
    if (root instanceof UnknownHostException) {
      return "the name of the host is not known";
    }
    String message = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    return message.lines().findFirst().orElse(message);
  }

  private static String advice(Server server, SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    return switch (state) {
      case "28P01" -> "give " + server.user() + "'s password by PGPASSWORD or ~/.pgpass";
      case "28000" -> "check the user's name, and the server's pg_hba.conf for this host and TLS";
      case "3D000" -> "check the database's name; nothing is created here";
      case "53300" -> "wait, end idle connections, or raise max_connections";
      case "57P03" -> "the server is starting or stopping: try again in a moment";
      case "42501" -> "ask for CONNECT on the database";
      case "08P01" -> "connect to the server itself, not through a connection pooler";
      default -> transportAdvice(server, e);
    };
  }

  private static String transportAdvice(Server server, SQLException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "").toLowerCase(Locale.ROOT);
    if (message.contains("unsupported startup parameter")) {
      return "connect to the server itself, not through a connection pooler";
    }
    if (caused(e, UnknownHostException.class) || caused(e, NoRouteToHostException.class)) {
      return "check the host's name and the network";
    }
    if (message.contains("ssl") || caused(e, SSLException.class)) {
      return "name the server's authority with sslrootcert=FILE (or sslrootcert=system); sslmode is"
          + " "
          + server.sslmode()
          + ", and a weaker one must be asked for";
    }
    if (message.contains("password")) {
      return "give " + server.user() + "'s password by PGPASSWORD or ~/.pgpass";
    }
    if (caused(e, SocketTimeoutException.class) || message.contains("timed out")) {
      return "check host and port, and whether a firewall is between; or raise connect_timeout";
    }
    if (caused(e, ConnectException.class)) {
      return "check host and port, and whether the server runs and listens on TCP";
    }
    return "check the connection string and the server's log";
  }

  private static boolean caused(Throwable e, Class<? extends Throwable> type) {
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
