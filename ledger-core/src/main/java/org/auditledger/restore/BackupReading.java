package org.auditledger.restore;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.auditledger.container.BackupReader;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.restore.RestoreException.Trouble;
import org.auditledger.row.MalformedRowException;

/** Opens a backup and says of what goes wrong in which file it was. */
final class BackupReading {

  private static final int BUFFER = 1 << 16;

  /** What is done with a backup. */
  interface Use {
    void of(BackupReader reader) throws IOException;
  }

  private BackupReading() {}

  static void of(BackupFile file, Use use) {
    try (InputStream in = new BufferedInputStream(file.opening().open(), BUFFER)) {
      use.of(new BackupReader(in));
    } catch (MalformedBackupException | MalformedRowException e) {
      throw new RestoreException(
          Trouble.BACKUP,
          "nothing was restored: " + file.name() + " is not a backup as it was written",
          file.name() + " " + e.getMessage(),
          "use another copy of it, or another backup; audit-ledger backup verify says more");
    } catch (IOException e) {
      throw new RestoreException(
          Trouble.BACKUP,
          "nothing was restored: " + file.name() + " cannot be read",
          String.valueOf(e.getMessage()),
          "check the path and the disk");
    }
  }
}
