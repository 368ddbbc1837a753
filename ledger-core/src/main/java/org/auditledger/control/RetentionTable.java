package org.auditledger.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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

  /** Records a tenant's retention, and notes it for the drop function. */
  public static JournalHead record(
      Recorder recorder, Connection transaction, TenantRetentionSet set) throws SQLException {
    JournalHead head = recorder.record(transaction, Kind.TENANT_RETENTION_SET, set.toBody());
    try (PreparedStatement insert =
        transaction.prepareStatement(SqlText.of(RetentionTable.class, "insert_retention"))) {
      insert.setLong(1, head.position());
      insert.setString(2, set.tenant());
      insert.setInt(3, set.days());
      insert.executeUpdate();
    }
    return head;
  }
}
