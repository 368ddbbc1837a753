package org.auditledger.postgres;

import java.nio.file.Path;
import java.util.Map;
import org.auditledger.testing.TestDatabase;

/** Sessions with a test's database. */
public final class TestSessions {

  private TestSessions() {}

  public static Server server(TestDatabase database) {
    return server(database.dsn());
  }

  public static Server server(String dsn) {
    return (Server)
        ConnectionString.parse(dsn, new ClientEnvironment(Map.of(), Path.of("/nonexistent"), "x"));
  }

  public static Session reading(TestDatabase database) {
    return Session.open(server(database), SessionSettings.reading());
  }

  public static Session writing(TestDatabase database) {
    return Session.open(server(database), SessionSettings.writing());
  }
}
