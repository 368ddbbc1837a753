package org.auditledger.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills what a connection string leaves open, and checks what it says. */
final class ServerResolution {

  private static final String DEFAULT_PORT = "5432";

  private final ClientEnvironment environment;
  private final Map<Keyword, String> values = new EnumMap<>(Keyword.class);
  private final Map<String, String> driverProperties;
  private final List<String> warnings = new ArrayList<>();

  ServerResolution(ClientEnvironment environment, Parameters given) {
    this.environment = environment;
    this.driverProperties = given.driverProperties();
    values.putAll(given.values());
    addService();
    addVariables();
  }

  private void addService() {
    String service = values.getOrDefault(Keyword.SERVICE, environment.variable("PGSERVICE"));
    if (service != null && !service.isEmpty()) {
      ServiceFile.find(service, values.get(Keyword.SERVICEFILE), environment)
          .forEach(values::putIfAbsent);
    }
  }

  private void addVariables() {
    boolean hostIsGiven = values.containsKey(Keyword.HOST) || values.containsKey(Keyword.HOSTADDR);
    for (Keyword keyword : Keyword.values()) {
      String variable = keyword.variable();
      String value = variable == null ? null : environment.variable(variable);
      // libpq would connect to PGHOSTADDR even where a host is named: an address from elsewhere
      // must not redirect what was asked for by name.
      if (value != null && !(keyword == Keyword.HOSTADDR && hostIsGiven)) {
        values.putIfAbsent(keyword, value);
      }
    }
  }

  Server server() {
    refuseWhatTheDriverCannotDo();
    List<HostAndPort> hosts = hosts();
    String user = orDefault(Keyword.USER, environment.osUser());
    if (user.isEmpty()) {
      throw new ConnectionStringException(
          "no user is named", "neither the connection string nor the system says who", "add user=");
    }
    String database = orDefault(Keyword.DBNAME, user);
    values.put(Keyword.USER, user);
    values.put(Keyword.DBNAME, database);
    values.put(Keyword.SSLMODE, new TlsRules(values).mode(hosts));
    String password = password(hosts, database, user);
    return new Server(
        hosts,
        database,
        user,
        password,
        Map.copyOf(values),
        DriverProperties.of(values, driverProperties),
        List.copyOf(warnings));
  }

  private void refuseWhatTheDriverCannotDo() {
    values.forEach(
        (keyword, value) -> {
          if (keyword.refuses(value)) {
            throw new ConnectionStringException(
                "the parameter " + keyword.libpqName() + " has a value that cannot be honoured",
                "the JDBC driver, which connects here, has nothing like it",
                "remove it"
                    + (keyword.variable() == null ? "" : " or unset " + keyword.variable()));
          }
          if (keyword.isWithoutEffect() && keyword != Keyword.FALLBACK_APPLICATION_NAME) {
            warnings.add("the parameter " + keyword.libpqName() + " has no effect here");
          }
        });
  }

  private List<HostAndPort> hosts() {
    String[] names = orDefault(hostKeyword(), "localhost").split(",", -1);
    String[] ports = orDefault(Keyword.PORT, DEFAULT_PORT).split(",", -1);
    if (ports.length != 1 && ports.length != names.length) {
      throw new ConnectionStringException(
          names.length + " hosts and " + ports.length + " ports are named",
          "there is one port for all hosts, or one for each",
          "make the two lists equally long");
    }
    List<HostAndPort> hosts = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      String port = ports[ports.length == 1 ? 0 : i];
      hosts.add(new HostAndPort(host(names[i], i + 1), port(port, i + 1)));
    }
    return hosts;
  }

  private Keyword hostKeyword() {
    if (orDefault(Keyword.HOSTADDR, "").isEmpty()) {
      return Keyword.HOST;
    }
    if (!orDefault(Keyword.HOST, "").isEmpty()) {
      throw new ConnectionStringException(
          "host and hostaddr are both given",
          "the JDBC driver cannot connect to an address and check the certificate of a name",
          "keep one of them");
    }
    return Keyword.HOSTADDR;
  }

  private static String host(String name, int position) {
    if (name.startsWith("/") || name.startsWith("@")) {
      throw new ConnectionStringException(
          "host " + position + " is the directory of a Unix-domain socket",
          "the JDBC driver connects by TCP only",
          "use host=localhost with the server's port; the server must listen on it");
    }
    if (name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-_.:%".indexOf(c) >= 0)) {
      return name.isEmpty() ? "localhost" : name;
    }
    throw new ConnectionStringException(
        "host " + position + " holds a character that no host's name has",
        "it is not shown, because it may be a piece of a password",
        "percent-encode a password in a URI, quote it in a key=value string");
  }

  private static int port(String text, int position) {
    String port = text.isBlank() ? DEFAULT_PORT : text.strip();
    try {
      int number = Integer.parseInt(port);
      if (number >= 1 && number <= 65_535) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, without the text, which this exception would quote.
    }
    throw new ConnectionStringException(
        "the port of host " + position + " is not a number from 1 to 65535",
        "it is not shown, because a password that is not percent-encoded may have ended there",
        "correct the port (5432 is the usual one), or encode : / ? and @ within the password");
  }

  private @Nullable String password(List<HostAndPort> hosts, String database, String user) {
    String given = values.get(Keyword.PASSWORD);
    if (given != null && !given.isEmpty()) {
      return given;
    }
    String named = values.get(Keyword.PASSFILE);
    PasswordFile file =
        PasswordFile.read(
            named == null || named.isEmpty()
                ? environment.home().resolve(".pgpass")
                : Path.of(named));
    if (file.warning() != null) {
      warnings.add(file.warning());
    }
    Set<String> passwords = new LinkedHashSet<>();
    for (HostAndPort host : hosts) {
      String password = file.find(host, database, user);
      if (password != null) {
        passwords.add(password);
      }
    }
    if (passwords.size() > 1) {
      throw new ConnectionStringException(
          "the password file has different passwords for the hosts that are named",
          "the JDBC driver takes one password for all hosts",
          "name one host");
    }
    return passwords.isEmpty() ? null : passwords.iterator().next();
  }

  private String orDefault(Keyword keyword, String otherwise) {
    String value = values.get(keyword);
    return value == null || value.isEmpty() ? otherwise : value;
  }
}
