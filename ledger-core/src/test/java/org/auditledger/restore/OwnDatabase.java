package org.auditledger.restore;

import java.sql.SQLException;
import org.auditledger.testing.TestDatabase;

/** A database besides the one that a test has; it is gone when it is closed. */
record OwnDatabase(TestDatabase database) implements AutoCloseable {

  static OwnDatabase beside(TestDatabase other) throws SQLException {
    String name = other.name() + "_empty";
    administered(other).execute("create database " + name);
    return new OwnDatabase(new TestDatabase(other.server(), name));
  }

  /** What is in another one, to which nobody may be connected. */
  static OwnDatabase copyOf(TestDatabase other) throws SQLException {
    String name = other.name() + "_copy";
    administered(other).execute("create database " + name + " template " + other.name());
    return new OwnDatabase(new TestDatabase(other.server(), name));
  }

  @Override
  public void close() throws SQLException {
    administered(database).execute("drop database " + database.name() + " with (force)");
  }

  private static TestDatabase administered(TestDatabase database) {
    return new TestDatabase(database.server(), "postgres");
  }
}
