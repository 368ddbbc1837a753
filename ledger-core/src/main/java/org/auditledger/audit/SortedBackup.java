package org.auditledger.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.Consumer;
import org.auditledger.container.BackupMember;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.container.MemberName;
import org.auditledger.row.CopyFile;
import org.auditledger.row.MalformedRowException;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.EntryChecks;

/**
 * Reads the entries of backups one after the other, as they stand there: the server has sorted them
 * when they were taken. That takes longer, and says exactly what is wrong.
 */
final class SortedBackup {

  private final EntryChecks checks;
  private final RowView row;
  private final Consumer<RowView> looks;
  private long rows;

  private SortedBackup(EntryChecks checks, RowView row, Consumer<RowView> looks) {
    this.looks = looks;
    this.checks = checks;
    this.row = row;
  }

  static BackupEntries.Found read(
      List<OpenedBackup> backups,
      TrustedKeys trusted,
      NavigableSet<Long> sizes,
      Onlooker onlooker) {
    SortedReading roots = new SortedReading(sizes);
    EntryChecks checks = new EntryChecks(backups.get(0).header().entries(), trusted, roots);
    List<Long> rows = new ArrayList<>();
    for (OpenedBackup backup : backups) {
      SortedBackup one =
          new SortedBackup(
              checks,
              new RowView(backup.header().entries()),
              onlooker.entries(backup.header().entries()));
      backup.read(one::take);
      rows.add(one.rows);
    }
    return new BackupEntries.Found(roots.account(checks), rows);
  }

  private void take(BackupMember member) throws IOException {
    if (!(member.name() instanceof MemberName.Entries)) {
      member.drain();
      return;
    }
    byte[] bytes = BackupMember.rows(member.name(), member.stored());
    try {
      CopyFile file = new CopyFile(bytes);
      while (file.next(row)) {
        looks.accept(row);
        checks.accept(row);
        rows++;
      }
    } catch (MalformedRowException e) {
      throw new MalformedBackupException(member.name().text() + ": " + e.getMessage());
    }
  }
}
