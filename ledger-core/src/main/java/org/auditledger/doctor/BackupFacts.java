package org.auditledger.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.auditledger.control.JournalTable;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.Kind;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.signature.TrustedKeys;

/**
 * The backups that the journal tells of.
 *
 * @param count how many
 * @param last when the last one was taken
 * @param entries how many entries there are to be lost
 */
record BackupFacts(long count, Optional<Instant> last, long entries) {

  static BackupFacts read(Connection connection, TrustedKeys trusted, long entries)
      throws SQLException {
    Taken taken = new Taken();
    boolean checked = !trusted.noteKeys().isEmpty();
    JournalReader unused =
        JournalTable.read(
            connection,
            trusted,
            entry ->
                entry
                    .statement()
                    .filter(said -> tells(said, entry, checked))
                    .ifPresent(taken::add));
    return new BackupFacts(taken.count, taken.last, entries);
  }

  /** What is kept of any number of statements. */
  private static final class Taken {

    private long count;
    private Optional<Instant> last = Optional.empty();

    void add(Statement backup) {
      count++;
      last = JournalTime.read(backup.at());
    }
  }

  /** Where somebody is trusted, a stranger's word that there is a backup is not taken. */
  private static boolean tells(Statement statement, JournalEntry entry, boolean checked) {
    return statement.kind() == Kind.BACKUP_TAKEN
        && (checked
            ? entry.standing() instanceof Standing.Signed
            : !(entry.standing() instanceof Standing.Refused));
  }
}
