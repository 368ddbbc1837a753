package org.auditledger.postgres;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What libpq would look at around a connection string. It is handed in, so that a connection string
 * means the same in a test as it says.
 *
 * @param variables the process's environment: PGHOST and its friends are read from it
 * @param home where {@code .pgpass}, {@code .pg_service.conf} and certificates are looked for
 * @param osUser who is connected when nobody is named
 */
public record ClientEnvironment(Map<String, String> variables, Path home, String osUser) {

  public ClientEnvironment {
    variables = Map.copyOf(variables);
  }

  /**
   * That of this process, with these variables: the home is HOME's, or else what Java takes for it.
   */
  public static ClientEnvironment of(Map<String, String> variables) {
    String home = variables.getOrDefault("HOME", "");
    return new ClientEnvironment(
        variables,
        Path.of(home.isEmpty() ? System.getProperty("user.home", "") : home),
        System.getProperty("user.name", ""));
  }

  @Nullable String variable(String name) {
    return variables.get(name);
  }

  /** Only the names: the values include PGPASSWORD. */
  @Override
  public String toString() {
    return "ClientEnvironment[variables=" + variables.keySet() + ", home=" + home + "]";
  }
}
