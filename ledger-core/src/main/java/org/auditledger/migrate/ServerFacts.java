package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.postgres.SqlText;

/**
 * What a migration has to know of the server.
 *
 * @param standby whether it only follows another one, and cannot be written to
 * @param countsTuples whether it counts what a transaction writes
 */
record ServerFacts(
    String version, DatabaseIdentity database, boolean standby, boolean countsTuples) {

  static ServerFacts read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SqlText.of(ServerFacts.class, "server_facts"))) {
      row.next();
      return new ServerFacts(
          row.getString(1),
          new DatabaseIdentity(row.getString(2), row.getLong(3)),
          row.getBoolean(4),
          row.getBoolean(5));
    }
  }
}
