package org.auditledger.postgres;

import java.util.Locale;
import java.util.regex.Pattern;

/** Where a server listens. An IPv6 address stands without its brackets. */
public record HostAndPort(String host, int port) {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|(0{1,4}:){7}0{0,3}1");

  public HostAndPort {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no host and port: " + host + " " + port);
    }
  }

  /** Whether it is this machine by its very name: a name is not looked up for this. */
  boolean isLoopback() {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
