package org.auditledger.postgres;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Reads every form in which people write down where their PostgreSQL is: URIs for libpq, SQLAlchemy
 * and JDBC, libpq's {@code key=value} and services, and {@code embedded:DIRECTORY}.
 */
public final class ConnectionString {

  private static final Set<String> SQLALCHEMY_DRIVERS =
      Set.of("psycopg", "psycopg_async", "psycopg2", "psycopg2cffi");

  private static final String FORMS =
      "write postgresql://user@host:port/database, host=... dbname=..., service=..., or "
          + "embedded:DIRECTORY";

  private ConnectionString() {}

  /**
   * What this text names; what it leaves open comes from a service, then from the environment, then
   * is as libpq has it.
   *
   * @throws ConnectionStringException when it names nothing, or not clearly; no value is quoted
   */
  public static Target parse(String text, ClientEnvironment environment) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw new ConnectionStringException(
          "the connection string is empty", "no database is guessed", FORMS);
    }
    if (trimmed.indexOf('\0') >= 0) {
      throw new ConnectionStringException(
          "the connection string holds a zero byte", "no part of it can", FORMS);
    }
    if (trimmed.startsWith("embedded:")) {
      return embedded(trimmed.substring("embedded:".length()));
    }
    return new ServerResolution(environment, parameters(trimmed)).server();
  }

  /**
   * The same for who brings no server along.
   *
   * @throws ConnectionStringException when it names no server that runs somewhere
   */
  public static Server parseServer(String text, ClientEnvironment environment) {
    if (parse(text, environment) instanceof Server server) {
      return server;
    }
    throw new ConnectionStringException(
        "embedded: names a PostgreSQL that has to be started first",
        "the audit-ledger command brings one along, and a library does not",
        "name a server that runs: postgresql://user@host:port/database");
  }

  private static Parameters parameters(String text) {
    if (text.startsWith("jdbc:postgresql:")) {
      return UriForm.parse(text.substring("jdbc:postgresql:".length()), true);
    }
    int scheme = text.indexOf("://");
    if (scheme >= 0 && isLibpqScheme(text.substring(0, scheme))) {
      return UriForm.parse(text.substring(scheme + 1), false);
    }
    int equals = text.indexOf('=');
    if (equals < 0 || (scheme >= 0 && scheme < equals)) {
      throw new ConnectionStringException(
          "the connection string has no form that is known here",
          scheme < 0
              ? "it is neither a URI nor key=value; it is not shown, it may hold a password"
              : "its scheme is not postgresql, postgres, postgresql+psycopg or jdbc:postgresql",
          FORMS);
    }
    return KeywordForm.parse(text);
  }

  private static boolean isLibpqScheme(String scheme) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    int plus = lower.indexOf('+');
    String base = plus < 0 ? lower : lower.substring(0, plus);
    return (base.equals("postgresql") || base.equals("postgres"))
        && (plus < 0 || SQLALCHEMY_DRIVERS.contains(lower.substring(plus + 1)));
  }

  private static Target embedded(String directory) {
    if (directory.isBlank()) {
      throw new ConnectionStringException(
          "embedded: names no directory",
          "the embedded server keeps its data in one",
          "write embedded:DIRECTORY");
    }
    try {
      return new Target.Embedded(Path.of(directory));
    } catch (InvalidPathException e) {
      throw new ConnectionStringException(
          "embedded: what follows is no path: " + e.getReason(),
          "the embedded server keeps its data in a directory",
          "write embedded:DIRECTORY");
    }
  }
}
