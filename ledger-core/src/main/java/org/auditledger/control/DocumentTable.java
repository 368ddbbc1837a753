package org.auditledger.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.postgres.SqlText;
import org.auditledger.schema.DocumentReading;
import org.auditledger.schema.SchemaDocument;

/** The table that holds the documents of structure and posture, each under its digest. */
public final class DocumentTable {

  /** How many characters are read of a document; one of a schema of 10,000 objects has half. */
  private static final int MAX_LENGTH = 1 << 24;

  private DocumentTable() {}

  /** Stores a document, if it is not there yet. */
  public static void store(Connection connection, SchemaDocument document) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(SqlText.of(DocumentTable.class, "store_document"))) {
      insert.setString(1, document.digest().hex());
      insert.setString(2, document.text());
      insert.executeUpdate();
    }
  }

  /** The document of this digest, if there is one; malformed where another stands in its place. */
  public static Optional<DocumentReading> find(Connection connection, Digest digest)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(DocumentTable.class, "find_document"))) {
      query.setInt(1, MAX_LENGTH + 1);
      query.setString(2, digest.hex());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(read(row.getString(1), digest)) : Optional.empty();
      }
    }
  }

  private static DocumentReading read(String content, Digest digest) {
    if (content.length() > MAX_LENGTH) {
      return new DocumentReading.Malformed("it is longer than " + MAX_LENGTH + " characters");
    }
    DocumentReading reading = SchemaDocument.read(content);
    return reading instanceof DocumentReading.Read read && !read.document().digest().equals(digest)
        ? new DocumentReading.Malformed("its digest is " + read.document().digest())
        : reading;
  }
}
