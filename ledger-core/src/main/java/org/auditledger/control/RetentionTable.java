package org.auditledger.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.Kind;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.postgres.SqlText;

/**
 * Repeats what statements say about a tenant's retention, for the function that drops partitions.
 * The last one counts.
 */
public final class RetentionTable {

  private RetentionTable() {}

  /** Records tenants' retentions, and notes them for the drop function. */
  public static List<JournalHead> record(
      Recorder recorder, Connection transaction, List<TenantRetentionSet> sets)
      throws SQLException {
    if (sets.isEmpty()) {
      return List.of();
    }
    List<JournalHead> heads =
        recorder.record(
            transaction,
            Kind.TENANT_RETENTION_SET,
            sets.stream().map(TenantRetentionSet::toBody).toList());
    note(transaction, heads, sets);
    return heads;
  }

  /** Notes for the drop function what statements that are in the journal already say. */
  static void note(Connection transaction, List<JournalHead> heads, List<TenantRetentionSet> sets)
      throws SQLException {
    try (PreparedStatement insert =
        transaction.prepareStatement(SqlText.of(RetentionTable.class, "insert_retentions"))) {
      insert.setArray(1, PartitionTable.array(transaction, "bigint", heads, JournalHead::position));
      insert.setArray(
          2, PartitionTable.array(transaction, "text", sets, TenantRetentionSet::tenant));
      insert.setArray(
          3, PartitionTable.array(transaction, "integer", sets, TenantRetentionSet::days));
      insert.executeUpdate();
    }
  }
}
