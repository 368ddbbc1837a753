package org.auditledger.audit;

import java.io.IOException;
import java.util.Optional;
import org.auditledger.backup.BackupFile;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupMember;
import org.auditledger.container.ManifestNote;

/**
 * A backup whose first and last members are known. It is read several times, and each time has to
 * end with the same manifest: what was read in between is then what the manifest names, wherever
 * its bytes came from.
 */
final class OpenedBackup {

  /** What is done with a member; what it does not read is passed over. */
  interface Use {
    void of(BackupMember member) throws IOException;
  }

  private final BackupFile file;
  private final BackupFile.Identity identity;

  private OpenedBackup(BackupFile file, BackupFile.Identity identity) {
    this.file = file;
    this.identity = identity;
  }

  /**
   * Looks at its first and its last member, and passes over all others.
   *
   * @throws org.auditledger.backup.BackupException when it is no backup, or cannot be read
   */
  static OpenedBackup open(BackupFile file) {
    OpenedBackup opened = new OpenedBackup(file, file.identity());
    if (!Requirements.isLedger(opened.header().entries())) {
      throw file.invalid("has entries without the columns that a ledger's have");
    }
    return opened;
  }

  /** Reads it again, member by member; the header is one of them. */
  void read(Use use) {
    read(use, () -> {});
  }

  /**
   * The same.
   *
   * @param last is done after the last member; what goes wrong there is the backup's, too
   */
  void read(Use use, Runnable last) {
    ManifestNote again =
        file.read(
            reader -> {
              for (Optional<BackupMember> member = reader.next();
                  member.isPresent();
                  member = reader.next()) {
                use.of(member.get());
              }
              last.run();
              return reader.manifest();
            });
    if (!again.equals(note())) {
      throw file.invalid("was exchanged while it was read");
    }
  }

  BackupFile file() {
    return file;
  }

  String name() {
    return file.path().toString();
  }

  BackupHeader header() {
    return identity.header();
  }

  BackupManifest manifest() {
    return note().manifest();
  }

  ManifestNote note() {
    return identity.manifest();
  }
}
