package org.auditledger.restore;

import java.sql.SQLException;
import org.auditledger.testing.TestDatabase;

/** A database that nobody has made anything in, on a test's server; it is gone with the test. */
record EmptyDatabase(TestDatabase database) implements AutoCloseable {

  static EmptyDatabase beside(TestDatabase other) throws SQLException {
    String name = other.name() + "_empty";
    administered(other).execute("create database " + name);
    return new EmptyDatabase(new TestDatabase(other.server(), name));
  }

  @Override
  public void close() throws SQLException {
    administered(database).execute("drop database " + database.name() + " with (force)");
  }

  private static TestDatabase administered(TestDatabase database) {
    return new TestDatabase(database.server(), "postgres");
  }
}
