package org.auditledger.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.commons.JUnitException;

/** Makes and drops the databases of one server, each a clone of a template that is built once. */
final class DatabasePool {

  private final TestDatabase server;
  private final Map<List<String>, String> templates = new HashMap<>();
  private int made;

  DatabasePool(TestServer server) {
    this.server = new TestDatabase(server, "postgres");
  }

  /** A fresh database with what these scripts make. */
  synchronized TestDatabase create(List<String> scripts) {
    String template = templates.computeIfAbsent(scripts, this::build);
    return clone("test_" + ++made, template);
  }

  /** A fresh database with what is in this one, to which nobody may be connected. */
  synchronized TestDatabase copy(TestDatabase database) {
    return clone("test_" + ++made, database.name());
  }

  synchronized void drop(TestDatabase database) {
    administer("drop database if exists " + database.name() + " with (force)");
  }

  private String build(List<String> scripts) {
    TestDatabase template = clone("template_" + ++made, "template0 encoding 'UTF8' locale 'C'");
    for (String script : scripts) {
      try {
        template.execute(read(script));
      } catch (SQLException e) {
        throw new JUnitException("the template script " + script + " failed", e);
      }
    }
    return template.name();
  }

  private TestDatabase clone(String name, String template) {
    administer("create database " + name + " template " + template);
    return new TestDatabase(server.server(), name);
  }

  private void administer(String sql) {
    try {
      server.execute(sql);
    } catch (SQLException e) {
      throw new JUnitException(sql, e);
    }
  }

  private static String read(String resource) {
    try (InputStream in = DatabasePool.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new JUnitException("no resource " + resource + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
