package org.auditledger.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.postgres.SqlText;

/** Which database a session is in, as a journal names it. */
public final class ThisDatabase {

  private ThisDatabase() {}

  /** The identity of the database that this session is in. */
  public static DatabaseIdentity of(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(SqlText.of(ThisDatabase.class, "database_identity"));
        ResultSet row = query.executeQuery()) {
      row.next();
      return new DatabaseIdentity(row.getString(1), row.getLong(2));
    }
  }

  /** For people. */
  public static String sentence(DatabaseIdentity database) {
    return "database " + database.oid() + " of cluster " + database.systemIdentifier();
  }
}
