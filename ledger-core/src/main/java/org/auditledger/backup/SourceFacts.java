package org.auditledger.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.auditledger.container.BackupSource;
import org.auditledger.journal.DatabaseIdentity;
import org.auditledger.postgres.SqlText;

/**
 * Where and when the snapshot was taken.
 *
 * @param at by the server's clock, as the snapshot is the server's
 */
record SourceFacts(BackupSource source, Instant at) {

  static SourceFacts read(Connection transaction, String tool) throws SQLException {
    try (Statement statement = transaction.createStatement();
        ResultSet row = statement.executeQuery(SqlText.of(SourceFacts.class, "source"))) {
      row.next();
      return new SourceFacts(
          new BackupSource(
              new DatabaseIdentity(row.getString(1), row.getLong(2)),
              row.getLong(3),
              row.getString(4),
              row.getBoolean(5),
              row.getString(6),
              tool),
          Instant.EPOCH.plus(row.getLong(7), ChronoUnit.MICROS));
    }
  }
}
