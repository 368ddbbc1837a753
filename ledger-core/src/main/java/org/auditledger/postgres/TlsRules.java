package org.auditledger.postgres;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the server must prove who it is. Off this host it must, unless somebody says otherwise. */
final class TlsRules {

  private static final List<String> MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full");

  private final Map<Keyword, String> values;

  TlsRules(Map<Keyword, String> values) {
    this.values = values;
  }

  String mode(List<HostAndPort> hosts) {
    boolean system = value(Keyword.SSLROOTCERT).equals("system");
    String mode = value(Keyword.SSLMODE);
    if (mode.isEmpty()) {
      boolean here = hosts.stream().allMatch(HostAndPort::isLoopback);
      mode = here && !system ? "prefer" : "verify-full";
    }
    if (!MODES.contains(mode)) {
      throw new ConnectionStringException(
          "sslmode has a value that is not one of its own",
          "it takes " + String.join(", ", MODES),
          "choose verify-full, or for a server on this host prefer");
    }
    if (system && !mode.equals("verify-full")) {
      throw new ConnectionStringException(
          "sslrootcert=system needs sslmode=verify-full",
          "anybody can have a certificate from a public authority, but not for every name",
          "use sslmode=verify-full, or name the file of your own authority");
    }
    if (system && !value(Keyword.SSLCERT).isEmpty()) {
      throw new ConnectionStringException(
          "sslrootcert=system cannot be used together with sslcert",
          "the JDBC driver sends no client certificate when it trusts the system's authorities",
          "name the file of the server's authority in sslrootcert");
    }
    if (value(Keyword.SSLNEGOTIATION).equals("direct") && !ENCRYPTED.contains(mode)) {
      throw new ConnectionStringException(
          "sslnegotiation=direct needs sslmode=require or stronger",
          "a direct connection cannot fall back to one without TLS",
          "use sslmode=verify-full");
    }
    return mode;
  }

  private String value(Keyword keyword) {
    return values.getOrDefault(keyword, "");
  }
}
