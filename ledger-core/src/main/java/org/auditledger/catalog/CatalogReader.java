package org.auditledger.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    String sql =
        SqlText.of(CatalogReader.class, "objects") + SqlText.of(CatalogReader.class, query);
    if (!connection.getAutoCommit()) {
      return SchemaDocument.of(kind, inSavepoint(connection, sql));
    }
    connection.setAutoCommit(false);
    try {
      return SchemaDocument.of(kind, inSavepoint(connection, sql));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Rolled back to, a savepoint puts every setting back, whether it was local or not. */
  private List<Fact> inSavepoint(Connection connection, String sql) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      requireUsage(connection);
      pin(connection);
      return facts(connection, sql);
    } finally {
      connection.rollback(before);
      connection.releaseSavepoint(before);
    }
  }

  private void requireUsage(Connection connection) throws SQLException {
    try (PreparedStatement usable =
        connection.prepareStatement(SqlText.of(CatalogReader.class, "usable"))) {
      usable.setString(1, objects.schema());
      try (ResultSet row = usable.executeQuery()) {
        if (row.next() && !row.getBoolean(2)) {
          throw new SQLException(
              ("role %1$s cannot read schema %2$s / it may not use it"
                      + " / GRANT USAGE ON SCHEMA %2$s TO %1$s")
                  .formatted(row.getString(1), objects.schema()),
              "42501");
        }
      }
    }
  }

  private void pin(Connection connection) throws SQLException {
    try (PreparedStatement pin =
        connection.prepareStatement(SqlText.of(CatalogReader.class, "pin"))) {
      pin.setString(1, objects.schema());
      pin.execute();
    }
  }

  private List<Fact> facts(Connection connection, String sql) throws SQLException {
    List<Fact> facts = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, objects.schema());
      query.setArray(2, array(connection, objects.relations()));
      query.setArray(3, array(connection, objects.functions()));
      query.setArray(4, array(connection, objects.wanderingColumns()));
      query.setArray(5, array(connection, objects.partitionGuards().keySet()));
      query.setArray(6, array(connection, objects.partitionGuards().values()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          facts.add(fact(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
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

  private static Array array(Connection connection, Collection<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
