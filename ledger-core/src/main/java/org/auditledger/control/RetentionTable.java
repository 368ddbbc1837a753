package org.auditledger.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.Kind;
import org.auditledger.journal.TenantRetentionSet;

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
    List<RepeatedRow> rows = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      rows.add(Repetition.of(heads.get(i).position(), sets.get(i)));
    }
    RepeatedRows.insert(transaction, rows);
    return heads;
  }
}
