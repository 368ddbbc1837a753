package org.auditledger.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.postgres.SqlText;
import org.auditledger.schema.DocumentKind;
import org.auditledger.schema.Fact;
import org.auditledger.schema.LedgerObjects;
import org.auditledger.schema.SchemaDocument;

/**
 * Reads the structure and the posture of a ledger. It needs no privilege but USAGE of the schema,
 * and works inside the caller's transaction, of which it sees what was done so far, as well as in
 * autocommit mode.
 */
public final class CatalogReader {

  private final LedgerObjects objects;

  /** A reader of these objects. */
  public CatalogReader(LedgerObjects objects) {
    this.objects = objects;
  }

  /** What the ledger is made of; the digest of this document is the schema fingerprint. */
  public SchemaDocument structure(Connection connection) throws SQLException {
    return read(connection, DocumentKind.STRUCTURE, "structure");
  }

  /** What protects the ledger. */
  public SchemaDocument posture(Connection connection) throws SQLException {
    return read(connection, DocumentKind.POSTURE, "posture");
  }

  private SchemaDocument read(Connection connection, DocumentKind kind, String query)
      throws SQLException {
    PreparedText text = PreparedText.of(query, objects);
    if (!connection.getAutoCommit()) {
      return SchemaDocument.of(kind, inSavepoint(connection, text));
    }
    connection.setAutoCommit(false);
    try {
      return SchemaDocument.of(kind, inSavepoint(connection, text));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Rolled back to, a savepoint puts every setting back, whether it was local or not. */
  private List<Fact> inSavepoint(Connection connection, PreparedText text) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      pin(connection);
      text.prepare(connection, storedText(connection, text));
      return facts(connection, text);
    } finally {
      connection.rollback(before);
      connection.releaseSavepoint(before);
    }
  }

  private void pin(Connection connection) throws SQLException {
    try (PreparedStatement pin =
        connection.prepareStatement(SqlText.of(CatalogReader.class, "pin"))) {
      pin.setString(1, objects.schema());
      pin.execute();
    }
  }

  /** What the session has prepared under the text's name, if anything. */
  private Optional<String> storedText(Connection connection, PreparedText text)
      throws SQLException {
    try (PreparedStatement usable =
        connection.prepareStatement(SqlText.of(CatalogReader.class, "usable"))) {
      usable.setString(1, objects.schema());
      usable.setString(2, text.name());
      try (ResultSet row = usable.executeQuery()) {
        row.next();
        if (!row.getBoolean(2)) {
          throw new SQLException(
              ("role %1$s cannot read schema %2$s / it may not use it"
                      + " / GRANT USAGE ON SCHEMA %2$s TO %1$s")
                  .formatted(row.getString(1), objects.schema()),
              "42501");
        }
        return Optional.ofNullable(row.getString(3));
      }
    }
  }

  private static List<Fact> facts(Connection connection, PreparedText text) throws SQLException {
    List<Fact> facts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(text.execution())) {
      while (rows.next()) {
        facts.add(fact(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return facts;
  }

  private static Fact fact(String object, String property, String value) {
    boolean view =
        property.equals("definition")
            && (object.startsWith("view ") || object.startsWith("materialized view "));
    return new Fact(object, property, view ? ViewText.unqualified(value) : value);
  }
}
