package org.auditledger.catalog;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditledger.entry.Digest;
import org.auditledger.postgres.SqlText;
import org.auditledger.schema.LedgerObjects;

/**
 * A query of the catalogs that the server keeps planned for as long as the session lasts. Parsing
 * and planning one takes several times as long as running it, and in a migration writers wait for
 * that.
 *
 * <p>The driver would prepare it too, and drops what it has prepared whenever the search path
 * changes.
 *
 * @param name says which text it is, so that two texts never share a name
 * @param statement what prepares it
 */
record PreparedText(String name, String statement) {

  private static final int NAME_DIGITS = 32;

  /** The query in this file, for these objects. */
  static PreparedText of(String query, LedgerObjects objects) {
    String sql =
        (SqlText.of(PreparedText.class, "objects") + SqlText.of(PreparedText.class, query))
            .replace("{schema}", literal(objects.schema()))
            .replace("{relations}", array(objects.relations()))
            .replace("{functions}", array(objects.functions()))
            .replace("{wandering_columns}", array(objects.wanderingColumns()))
            .replace("{guard_names}", array(objects.partitionGuards().keySet()))
            .replace("{guard_definitions}", array(objects.partitionGuards().values()));
    String digest = Digest.sha256(sql.getBytes(StandardCharsets.UTF_8)).hex();
    String name = "audit_ledger_" + digest.substring(0, NAME_DIGITS);
    return new PreparedText(name, "prepare " + name + " as\n" + sql);
  }

  /** What runs it, once it is prepared. */
  String execution() {
    return "execute " + name;
  }

  /**
   * Prepares it, unless the server has it already. Whatever else has its name was made by a script
   * that wants to be asked in its place.
   *
   * @param stored what the server has under its name
   */
  void prepare(Connection connection, Optional<String> stored) throws SQLException {
    if (stored.equals(Optional.of(statement))) {
      return;
    }
    try (Statement preparing = connection.createStatement()) {
      if (stored.isPresent()) {
        preparing.execute("deallocate " + name);
      }
      preparing.execute(statement);
    }
  }

  private static String array(Collection<String> values) {
    return values.stream()
        .map(PreparedText::literal)
        .collect(Collectors.joining(", ", "array[", "]"));
  }

  /** With standard_conforming_strings, which is pinned, nothing but the quote is special. */
  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
