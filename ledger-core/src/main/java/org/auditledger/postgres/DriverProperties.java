package org.auditledger.postgres;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the JDBC driver is told, except for host, database, user and password. */
final class DriverProperties {

  private static final Map<String, String> SERVER_TYPES =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  private final Map<Keyword, String> values;
  private final Map<String, String> properties = new TreeMap<>();

  private DriverProperties(Map<Keyword, String> values) {
    this.values = values;
  }

  static Map<String, String> of(Map<Keyword, String> values, Map<String, String> driverProperties) {
    DriverProperties made = new DriverProperties(values);
    made.properties.putAll(driverProperties);
    values.forEach(
        (keyword, value) -> {
          if (keyword.property() != null && !value.isEmpty()) {
            made.properties.put(keyword.property(), value);
          }
        });
    made.putTls();
    made.putConnection();
    return Map.copyOf(made.properties);
  }

  private void putTls() {
    putChoice(
        Keyword.SSLMODE,
        "sslmode",
        List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"));
    putChoice(Keyword.SSLNEGOTIATION, "sslNegotiation", List.of("postgres", "direct"));
    putChoice(Keyword.CHANNEL_BINDING, "channelBinding", List.of("disable", "prefer", "require"));
    putChoice(Keyword.GSSENCMODE, "gssEncMode", List.of("disable", "prefer", "require"));
    putChoice(Keyword.GSSLIB, "gsslib", List.of("auto", "gssapi", "sspi"));
    String root = value(Keyword.SSLROOTCERT);
    if (root.equals("system")) {
      properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    } else if (!root.isEmpty()) {
      properties.put("sslrootcert", root);
    }
  }

  private void putConnection() {
    String attributes = value(Keyword.TARGET_SESSION_ATTRS);
    if (!attributes.isEmpty()) {
      String type = SERVER_TYPES.get(attributes);
      if (type == null) {
        throw notOneOf(
            Keyword.TARGET_SESSION_ATTRS, SERVER_TYPES.keySet().stream().sorted().toList());
      }
      properties.put("targetServerType", type);
    }
    String balance = value(Keyword.LOAD_BALANCE_HOSTS);
    if (!balance.isEmpty()) {
      requireOneOf(Keyword.LOAD_BALANCE_HOSTS, List.of("disable", "random"));
      properties.put("loadBalanceHosts", Boolean.toString(balance.equals("random")));
    }
    String keepAlive = value(Keyword.KEEPALIVES);
    if (!keepAlive.isEmpty()) {
      requireOneOf(Keyword.KEEPALIVES, List.of("0", "1"));
    }
    // As in libpq: a long silent connection must not be forgotten by a router between.
    properties.put("tcpKeepAlive", Boolean.toString(!keepAlive.equals("0")));
    putTimeout();
  }

  private void putTimeout() {
    String timeout = value(Keyword.CONNECT_TIMEOUT);
    if (timeout.isEmpty()) {
      return;
    }
    int seconds;
    try {
      seconds = Integer.parseInt(timeout.strip());
    } catch (NumberFormatException e) {
      throw new ConnectionStringException(
          "connect_timeout is not a whole number of seconds",
          "it is how long one host may take to answer; 0 is for ever",
          "write for example connect_timeout=10");
    }
    properties.put("connectTimeout", Integer.toString(Math.max(0, seconds)));
  }

  private void putChoice(Keyword keyword, String property, List<String> choices) {
    if (!value(keyword).isEmpty()) {
      requireOneOf(keyword, choices);
      properties.put(property, value(keyword));
    }
  }

  private void requireOneOf(Keyword keyword, List<String> choices) {
    if (!choices.contains(value(keyword))) {
      throw notOneOf(keyword, choices);
    }
  }

  private static ConnectionStringException notOneOf(Keyword keyword, List<String> choices) {
    return new ConnectionStringException(
        keyword.libpqName() + " has a value that is not one of its own",
        "it takes " + String.join(", ", choices),
        "choose one of them");
  }

  private String value(Keyword keyword) {
    return values.getOrDefault(keyword, "");
  }
}
