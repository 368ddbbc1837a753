package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.auditledger.journal.JournalTime;
import org.auditledger.postgres.SqlText;

/**
 * What a query reads a partition's records from: the table itself, for who owns it; for everybody
 * else the buffer, which an auditor may read, cut to that partition.
 */
final class PartitionSource {

  private final boolean owner;

  private PartitionSource(boolean owner) {
    this.owner = owner;
  }

  static PartitionSource of(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(SqlText.of(PartitionSource.class, "buffer_owner"));
        ResultSet row = query.executeQuery()) {
      row.next();
      return new PartitionSource(row.getBoolean(2));
    }
  }

  /** A query of this name that asks this partition. */
  String query(String name, StoredPartition partition) {
    return String.format(
        Locale.ROOT, SqlText.of(PartitionSource.class, name), "(" + records(partition) + ")");
  }

  private String records(StoredPartition partition) {
    String columns = "select r.ctid as place, r.tenant_id, r.subject from ";
    String table = "public.\"" + partition.name().replace("\"", "\"\"") + '"';
    if (owner || !partition.state().isAttached()) {
      return columns + "only " + table + " r";
    }
    // The bounds leave the other partitions out before any is opened.
    return columns
        + "public.telemetry_buffer r where r.tableoid = '"
        + table.replace("'", "''")
        + "'::pg_catalog.regclass and r.telemetry_ts >= '"
        + JournalTime.text(partition.from().orElseThrow())
        + "' and r.telemetry_ts < '"
        + JournalTime.text(partition.to().orElseThrow())
        + "'";
  }
}
