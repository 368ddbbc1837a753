package org.auditledger.postgres;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** A server that runs somewhere, and who connects to it how. Its password never leaves in text. */
public final class Server implements Target {

  private final List<HostAndPort> hosts;
  private final String database;
  private final String user;
  private final @Nullable String password;
  private final Map<Keyword, String> values;
  private final Map<String, String> driverProperties;
  private final List<String> warnings;

  Server(
      List<HostAndPort> hosts,
      String database,
      String user,
      @Nullable String password,
      Map<Keyword, String> values,
      Map<String, String> driverProperties,
      List<String> warnings) {
    this.hosts = List.copyOf(hosts);
    this.database = database;
    this.user = user;
    this.password = password;
    this.values = values;
    this.driverProperties = driverProperties;
    this.warnings = warnings;
  }

  /**
   * A server on this machine, of which everything is known: nothing is looked up anywhere, and as
   * nobody is between, nothing is encrypted.
   *
   * @param address one of this machine's own names
   */
  public static Server local(HostAndPort address, String database, String user, String password) {
    if (!address.isLoopback()) {
      throw new IllegalArgumentException(address + " need not be this machine");
    }
    Map<Keyword, String> values =
        Map.of(Keyword.DBNAME, database, Keyword.USER, user, Keyword.SSLMODE, "disable");
    return new Server(
        List.of(address),
        database,
        user,
        password,
        values,
        DriverProperties.of(values, Map.of()),
        List.of());
  }

  /** Where it listens; several when one of them will do. */
  List<HostAndPort> hosts() {
    return hosts;
  }

  public String database() {
    return database;
  }

  public String user() {
    return user;
  }

  /** Whether a password is known. */
  boolean hasPassword() {
    return password != null;
  }

  /** What nobody may print, however it was found: to take it out of messages. */
  public List<String> secrets() {
    return Stream.of(password, values.get(Keyword.SSLPASSWORD))
        .filter(secret -> secret != null && !secret.isEmpty())
        .map(String::valueOf)
        .toList();
  }

  /** How the server must prove who it is, as libpq names it. */
  String sslmode() {
    return values.getOrDefault(Keyword.SSLMODE, "verify-full");
  }

  /** What the user should hear: a password file that was ignored, a parameter without effect. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The environment in which libpq's programs reach this server as this user, the password
   * included: it is not for printing. It says all there is to say, so that every other variable
   * whose name begins with PG must be removed from the child's environment first.
   */
  public Map<String, String> toLibpqEnvironment() {
    Map<String, String> variables = new TreeMap<>();
    values.forEach(
        (keyword, value) -> {
          if (keyword.variable() != null && !value.isEmpty()) {
            variables.put(keyword.variable(), value);
          }
        });
    // These have been resolved; named again they would be resolved twice, and differently.
    variables.keySet().removeAll(List.of("PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR"));
    variables.put("PGHOST", joinHosts());
    variables.put("PGPORT", joinPorts());
    if (password != null) {
      variables.put("PGPASSWORD", password);
    }
    return variables;
  }

  /** What the driver is to be told; it holds the password. */
  Properties properties() {
    Properties properties = new Properties();
    driverProperties.forEach(properties::setProperty);
    PGProperty.PG_HOST.set(properties, joinHosts());
    PGProperty.PG_PORT.set(properties, joinPorts());
    PGProperty.PG_DBNAME.set(properties, database);
    PGProperty.USER.set(properties, user);
    // Without any password the driver would read the password file itself, and not look at who
    // else can.
    PGProperty.PASSWORD.set(properties, password == null ? "" : password);
    return properties;
  }

  private String joinHosts() {
    return hosts.stream().map(HostAndPort::host).collect(Collectors.joining(","));
  }

  private String joinPorts() {
    return hosts.stream()
        .map(host -> Integer.toString(host.port()))
        .collect(Collectors.joining(","));
  }

  /** For people: where, what and who, and nothing secret. */
  @Override
  public String toString() {
    return "postgresql://"
        + user
        + "@"
        + hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(","))
        + "/"
        + database;
  }
}
