package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.auditledger.postgres.SqlText;

/** Where the catalog has a table of the buffer. */
enum PartitionPlace {
  ATTACHED,
  /** A detachment has begun and did not come to its end: who begins now does not see its rows. */
  PENDING,
  /** A table of its own. */
  DETACHED,
  /** There is no table of this name. */
  GONE,
  /** Something has this name that is no table of the buffer, and must not be touched. */
  FOREIGN;

  static PartitionPlace of(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(PartitionPlace.class, "partition_place"))) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? valueOf(row.getString(1)) : GONE;
      }
    }
  }
}
