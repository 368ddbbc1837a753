package org.auditledger.postgres;

import java.nio.file.Path;
import java.util.Map;
import org.auditledger.testing.TestDatabase;

/** Sessions with a test's database. */
final class TestSessions {

  private TestSessions() {}

  static Server server(TestDatabase database) {
    return server(database.dsn());
  }

  static Server server(String dsn) {
    return (Server)
        ConnectionString.parse(dsn, new ClientEnvironment(Map.of(), Path.of("/nonexistent"), "x"));
  }

  static Session reading(TestDatabase database) {
    return Session.open(server(database), SessionSettings.reading());
  }

  static Session writing(TestDatabase database) {
    return Session.open(server(database), SessionSettings.writing());
  }
}
