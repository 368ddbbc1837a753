package org.auditledger.retention;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.backup.BackupException;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.backup.BackupFile;
import org.auditledger.container.BackupMember;
import org.auditledger.container.MemberName.Single;
import org.auditledger.control.JournalTable;
import org.auditledger.journal.JournalReader;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.signature.TrustedKeys;

/**
 * An archive that was read to its end, every byte of it, for who wants to show that its records are
 * those of a partition that was dropped.
 *
 * @param archive what it holds
 * @param record what became of looking for a record in it, if one was meant
 */
public record ArchiveProof(ArchiveCheck.Sound archive, Optional<ArchivedRecord> record) {

  /**
   * Reads an archive, and recomputes the digest of its records.
   *
   * @param wanted which of them is to be shown to be among them
   * @throws BackupException when it cannot be read, or is no archive
   */
  public static ArchiveProof read(Path file, Optional<RecordSelector> wanted) {
    RecordSearch search = new RecordSearch(wanted);
    ArchiveCheck check = ArchiveFile.read(file, search);
    if (check instanceof ArchiveCheck.Unsound unsound) {
      throw new BackupException(
          Trouble.INVALID,
          file + " is no sound archive",
          "it " + unsound.why(),
          "take another copy of it; do not rely on this one");
    }
    return new ArchiveProof((ArchiveCheck.Sound) check, search.outcome());
  }

  /**
   * Looks for the receipt in the journal of a ledger.
   *
   * @throws DatabaseException when it cannot be read
   */
  public ArchiveReceipt receipt(Connection connection, TrustedKeys trusted) {
    ReceiptSearch search = new ReceiptSearch(archive.note().manifest());
    try {
      JournalReader journal =
          JournalTable.exists(connection)
              ? JournalTable.read(connection, trusted, search::accept)
              : new JournalReader(trusted);
      return search.outcome(journal);
    } catch (SQLException e) {
      throw DatabaseException.of("reading the journal", e);
    }
  }

  /**
   * Looks for it in the journal that is in a backup.
   *
   * @throws BackupException when it cannot be read, or is no backup
   */
  public ArchiveReceipt receipt(BackupFile backup, TrustedKeys trusted) {
    ReceiptSearch search = new ReceiptSearch(archive.note().manifest());
    JournalReader journal =
        backup.read(
            reader -> {
              JournalReader notes = new JournalReader(trusted);
              for (Optional<BackupMember> member = reader.next();
                  member.isPresent();
                  member = reader.next()) {
                if (member.get().name() == Single.JOURNAL) {
                  member
                      .get()
                      .journal(line -> search.accept(notes.accept(line.position(), line.note())));
                }
              }
              return notes;
            });
    return search.outcome(journal);
  }
}
