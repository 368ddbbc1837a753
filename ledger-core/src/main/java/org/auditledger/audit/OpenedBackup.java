package org.auditledger.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupMember;
import org.auditledger.container.BackupReader;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.container.ManifestNote;
import org.auditledger.row.MalformedRowException;

/**
 * A backup whose first and last members are known. It is read several times, and each time has to
 * end with the same manifest: what was read in between is then what the manifest names, wherever
 * its bytes came from.
 */
final class OpenedBackup {

  private static final int BUFFER = 1 << 16;

  /** What is done with a member; what it does not read is passed over. */
  interface Use {
    void of(BackupMember member) throws IOException;
  }

  private final BackupFile file;
  private final BackupHeader header;
  private final ManifestNote note;

  private OpenedBackup(BackupFile file, BackupHeader header, ManifestNote note) {
    this.file = file;
    this.header = header;
    this.note = note;
  }

  /**
   * Looks at its first and its last member, and passes over all others.
   *
   * @throws BackupException when it is no backup, or cannot be read
   */
  static OpenedBackup open(BackupFile file) {
    BackupHeader[] header = new BackupHeader[1];
    ManifestNote note =
        read(
            file,
            reader -> {
              header[0] = reader.header();
              while (reader.next().isPresent()) {
                // Each says where the next one is.
              }
              return reader.manifest();
            });
    return new OpenedBackup(file, header[0], note);
  }

  /** Reads it again, member by member, but for the header. */
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
        read(
            file,
            reader -> {
              BackupHeader unused = reader.header();
              for (Optional<BackupMember> member = reader.next();
                  member.isPresent();
                  member = reader.next()) {
                use.of(member.get());
              }
              last.run();
              return reader.manifest();
            });
    if (!again.equals(note)) {
      throw BackupException.malformed(name(), "was exchanged while it was read");
    }
  }

  private interface Reading {
    ManifestNote all(BackupReader reader) throws IOException;
  }

  private static ManifestNote read(BackupFile file, Reading reading) {
    try (InputStream in = new BufferedInputStream(file.opener().open(), BUFFER)) {
      return reading.all(new BackupReader(in));
    } catch (MalformedBackupException | MalformedRowException e) {
      throw BackupException.broken(file.name(), e);
    } catch (IOException e) {
      throw BackupException.unreadable(file.name(), e);
    }
  }

  String name() {
    return file.name();
  }

  BackupHeader header() {
    return header;
  }

  BackupManifest manifest() {
    return note.manifest();
  }

  ManifestNote note() {
    return note;
  }
}
