package org.auditledger.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.auditledger.schema.Difference;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;
import org.auditledger.testing.TestDatabase;

/** What the tests of this package read. */
final class Samples {

  /** The objects of {@code sample.sql}. */
  static final LedgerObjects SAMPLE =
      new LedgerObjects(
          "Sample \"1\"",
          new TreeSet<>(
              List.of(
                  "plain", "child", "parted", "listed", "away", "one", "aliased", "grouped",
                  "joined", "kept")),
          new TreeSet<>(List.of("check_it", "tidy", "rows_of")),
          new TreeSet<>(),
          new TreeMap<>());

  static final CatalogReader LEDGER = new CatalogReader(LedgerObjects.LEDGER);

  private Samples() {}

  static SchemaDocument structure(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return LEDGER.structure(connection);
    }
  }

  static SchemaDocument posture(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return LEDGER.posture(connection);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static List<String> sentences(SchemaDocument before, SchemaDocument after) {
    return before.differencesTo(after).stream().map(Difference::sentence).toList();
  }

  /** The canonical text with an object to a line, so that a committed one can be read. */
  static String pretty(SchemaDocument document) {
    StringBuilder lines = new StringBuilder();
    document
        .objects()
        .forEach(
            (object, properties) -> lines.append(object).append('\n').append(list(properties)));
    return lines.toString();
  }

  private static String list(Map<String, String> properties) {
    StringBuilder lines = new StringBuilder();
    properties.forEach(
        (property, value) ->
            lines.append("    ").append(property).append(": ").append(value).append('\n'));
    return lines.toString();
  }

  static String resource(String name) {
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
