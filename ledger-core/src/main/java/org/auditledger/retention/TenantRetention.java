package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.auditledger.control.Recorder;
import org.auditledger.control.RetentionTable;
import org.auditledger.journal.JournalHead;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.postgres.SqlText;
import org.auditledger.retention.RetentionException.Trouble;

/** Changes a tenant's retention where operators change it, and says so in the journal. */
final class TenantRetention {

  private TenantRetention() {}

  static SetRetention set(Recorder recorder, Connection transaction, String tenant, int days)
      throws SQLException {
    // The tenants' row before the journal's lock, as whoever changes it by SQL has only that.
    int before = update(transaction, tenant, days);
    recorder.lock(transaction);
    RetentionJournal journal = new RetentionJournal(recorder.trusted());
    journal.readOn(transaction);
    Integer known = journal.history().retentions().get(tenant);
    OptionalLong previous = known == null ? OptionalLong.empty() : OptionalLong.of(known);
    if (before == days && previous.equals(OptionalLong.of(days))) {
      return new SetRetention(tenant, days, previous, OptionalLong.empty());
    }
    List<JournalHead> heads =
        RetentionTable.record(
            recorder, transaction, List.of(new TenantRetentionSet(tenant, days, previous, false)));
    return new SetRetention(tenant, days, previous, OptionalLong.of(heads.get(0).position()));
  }

  /** What it was before. */
  private static int update(Connection transaction, String tenant, int days) throws SQLException {
    try (PreparedStatement update =
        transaction.prepareStatement(SqlText.of(TenantRetention.class, "set_retention"))) {
      update.setString(1, tenant);
      update.setInt(2, days);
      try (ResultSet row = update.executeQuery()) {
        if (row.next()) {
          return row.getInt(1);
        }
      }
    }
    throw new RetentionException(
        Trouble.NAME,
        "there is no tenant " + tenant,
        "nothing was changed",
        "audit-ledger tenant list names the tenants");
  }
}
