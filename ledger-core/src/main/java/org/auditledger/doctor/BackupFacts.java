package org.auditledger.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
    AtomicLong count = new AtomicLong();
    AtomicReference<Optional<Instant>> last = new AtomicReference<>(Optional.empty());
    boolean checked = !trusted.noteKeys().isEmpty();
    JournalReader unused =
        JournalTable.read(
            connection,
            trusted,
            entry -> {
              Optional<Statement> backup = entry.statement().filter(s -> tells(s, entry, checked));
              if (backup.isPresent()) {
                count.incrementAndGet();
                last.set(backup.flatMap(taken -> JournalTime.read(taken.at())));
              }
            });
    return new BackupFacts(count.get(), last.get(), entries);
  }

  /** Where somebody is trusted, a stranger's word that there is a backup is not taken. */
  private static boolean tells(Statement statement, JournalEntry entry, boolean checked) {
    return statement.kind() == Kind.BACKUP_TAKEN
        && (checked
            ? entry.standing() instanceof Standing.Signed
            : !(entry.standing() instanceof Standing.Refused));
  }
}
