package org.auditledger.retention;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.auditledger.backup.BackupException;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.container.ArchiveManifest;
import org.auditledger.container.ArchiveNote;
import org.auditledger.container.ArchiveReader;
import org.auditledger.container.BackupMember;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.entry.Digest;
import org.auditledger.row.CopyFile;
import org.auditledger.row.MalformedRowException;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** Reads an archive, every byte of it. */
final class ArchiveFile {

  private static final int BUFFER = 1 << 18;

  /** Looks at a record that was taken by the digest of all. */
  @FunctionalInterface
  interface Onlooker {
    void see(RowView row, RecordDigest digest);
  }

  private ArchiveFile() {}

  /**
   * Reads it, and judges it.
   *
   * @param onlooker sees each record; it is to be believed only when the whole is sound
   * @throws BackupException when there is no such file, or it cannot be read
   */
  static ArchiveCheck read(Path path, Onlooker onlooker) {
    MessageDigest sha256 = Digest.newSha256();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        InputStream in = new DigestInputStream(file, sha256)) {
      ArchiveReader reader = new ArchiveReader(in);
      RecordDigest records = records(reader, onlooker);
      ArchiveNote note = reader.manifest();
      Optional<String> difference = difference(note.manifest(), records);
      return difference.isPresent()
          ? new ArchiveCheck.Unsound(difference.get())
          : new ArchiveCheck.Sound(note, Digest.of(sha256.digest()), records.tenants());
    } catch (MalformedBackupException e) {
      return new ArchiveCheck.Unsound(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new BackupException(
          Trouble.FILE,
          path + " cannot be read",
          e.getClass().getSimpleName() + ": " + e.getMessage(),
          "name an archive that is there and may be read");
    }
  }

  private static RecordDigest records(ArchiveReader reader, Onlooker onlooker) throws IOException {
    RowLayout layout = reader.header().records();
    RecordDigest digest = digest(layout);
    RowView row = new RowView(layout);
    for (Optional<BackupMember> member = reader.next();
        member.isPresent();
        member = reader.next()) {
      String name = member.get().name().text();
      try {
        CopyFile rows = new CopyFile(BackupMember.rows(member.get().name(), member.get().stored()));
        while (rows.next(row)) {
          Optional<String> formless = digest.accept(row);
          if (formless.isPresent()) {
            throw new MalformedBackupException("has no record at " + formless.get());
          }
          onlooker.see(row, digest);
        }
      } catch (MalformedRowException e) {
        throw new MalformedBackupException(name + ": " + e.getMessage());
      }
    }
    return digest;
  }

  private static RecordDigest digest(RowLayout layout) {
    try {
      return new RecordDigest(layout);
    } catch (IllegalArgumentException e) {
      throw new MalformedBackupException("has not the columns of the buffer: " + e.getMessage());
    }
  }

  private static Optional<String> difference(ArchiveManifest stated, RecordDigest found) {
    if (stated.contents().equals(found.contents())) {
      return Optional.empty();
    }
    return Optional.of(
        "has "
            + found.contents().rows()
            + " records with digest "
            + found.contents().digest()
            + ", and its manifest says "
            + stated.contents().rows()
            + " with "
            + stated.contents().digest());
  }
}
