package org.auditledger.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGProperty;

/** The parameters of a JDBC URL: some are libpq's under another name, some are the driver's own. */
final class JdbcProperties {

  private static final Map<String, Keyword> AS_LIBPQ =
      Map.ofEntries(
          Map.entry("user", Keyword.USER),
          Map.entry("password", Keyword.PASSWORD),
          Map.entry("service", Keyword.SERVICE),
          Map.entry("sslmode", Keyword.SSLMODE),
          Map.entry("sslrootcert", Keyword.SSLROOTCERT),
          Map.entry("sslcert", Keyword.SSLCERT),
          Map.entry("sslkey", Keyword.SSLKEY),
          Map.entry("sslpassword", Keyword.SSLPASSWORD),
          Map.entry("sslNegotiation", Keyword.SSLNEGOTIATION),
          Map.entry("channelBinding", Keyword.CHANNEL_BINDING),
          Map.entry("requireAuth", Keyword.REQUIRE_AUTH),
          Map.entry("gssEncMode", Keyword.GSSENCMODE),
          Map.entry("gsslib", Keyword.GSSLIB),
          Map.entry("kerberosServerName", Keyword.KRBSRVNAME),
          Map.entry("connectTimeout", Keyword.CONNECT_TIMEOUT),
          Map.entry("ApplicationName", Keyword.APPLICATION_NAME),
          Map.entry("options", Keyword.OPTIONS));

  private static final Map<String, String> AS_SESSION_ATTRIBUTES =
      Map.of(
          "any", "any",
          "primary", "primary",
          "master", "primary",
          "secondary", "standby",
          "slave", "standby",
          "prefersecondary", "prefer-standby",
          "preferslave", "prefer-standby");

  private static final Set<String> PASSED_ON =
      Set.of(
          "cancelSignalTimeout",
          "gssResponseTimeout",
          "gssUseDefaultCreds",
          "hostRecheckSeconds",
          "jaasApplicationName",
          "jaasLogin",
          "localSocketAddress",
          "loginTimeout",
          "pemKeyAlgorithm",
          "receiveBufferSize",
          "scramMaxIterations",
          "sendBufferSize",
          "socketTimeout",
          "sslResponseTimeout",
          "sspiServiceClass",
          "tcpNoDelay",
          "useSpnego");

  private JdbcProperties() {}

  static void put(Parameters parameters, String name, String value, int position) {
    Keyword keyword = AS_LIBPQ.get(name);
    if (keyword != null) {
      parameters.put(keyword, value);
    } else if (PASSED_ON.contains(name)) {
      parameters.putDriverProperty(name, value);
    } else {
      switch (name) {
        case "ssl" -> putSsl(parameters, value);
        case "tcpKeepAlive" -> parameters.put(Keyword.KEEPALIVES, isTrue(value) ? "1" : "0");
        case "loadBalanceHosts" ->
            parameters.put(Keyword.LOAD_BALANCE_HOSTS, isTrue(value) ? "random" : "disable");
        case "targetServerType" -> putServerType(parameters, value);
        default -> throw refused(parameters, name, position);
      }
    }
  }

  /** The driver checks the certificate when it only hears ssl, where libpq does not. */
  private static void putSsl(Parameters parameters, String value) {
    if (parameters.get(Keyword.SSLMODE) == null && (value.isEmpty() || isTrue(value))) {
      parameters.put(Keyword.SSLMODE, "verify-full");
    }
  }

  private static void putServerType(Parameters parameters, String value) {
    String attributes = AS_SESSION_ATTRIBUTES.get(value.toLowerCase(Locale.ROOT));
    if (attributes == null) {
      throw new ConnectionStringException(
          "connection URI: targetServerType has a value that cannot be used here",
          "it takes any, primary, secondary or preferSecondary",
          "choose one of them");
    }
    parameters.put(Keyword.TARGET_SESSION_ATTRS, attributes);
  }

  private static boolean isTrue(String value) {
    return value.equalsIgnoreCase("true");
  }

  private static ConnectionStringException refused(
      Parameters parameters, String name, int position) {
    PGProperty property = PGProperty.forName(name);
    if (property != null) {
      return new ConnectionStringException(
          "connection URI: the parameter \"" + property.getName() + "\" cannot be set here",
          "the driver knows it, but it would change what is read, loads code, or has no use here",
          "remove it");
    }
    List<String> known = new ArrayList<>(AS_LIBPQ.keySet());
    known.addAll(PASSED_ON);
    known.addAll(List.of("ssl", "tcpKeepAlive", "loadBalanceHosts", "targetServerType"));
    known.sort(null);
    return parameters.unknown(name, position, known);
  }
}
