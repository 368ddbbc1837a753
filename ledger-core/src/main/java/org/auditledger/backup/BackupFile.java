package org.auditledger.backup;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.container.BackupHeader;
import org.auditledger.container.BackupReader;
import org.auditledger.container.MalformedBackupException;
import org.auditledger.container.ManifestNote;
import org.auditledger.postgres.Explanation;

/**
 * A backup on a disk, encrypted or not, which can be read again and again.
 *
 * @param path for people
 * @param opening gives the backup's own bytes, from the first one on
 */
public record BackupFile(Path path, Opening opening) {

  private static final int BUFFER = 1 << 18;

  /** Opens a backup, and decrypts it where it has to be. */
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }

  /** What is done with a backup that is open. */
  @FunctionalInterface
  public interface Use<T> {
    T of(BackupReader reader) throws IOException;
  }

  /** What a backup says of itself. */
  public record Identity(BackupHeader header, ManifestNote manifest) {}

  /** A file that is not encrypted. */
  public static BackupFile plain(Path path) {
    return new BackupFile(
        path,
        // Not Files.newInputStream: this one passes over what is not asked for without reading it.
        () -> new BufferedInputStream(new FileInputStream(path.toFile()), BUFFER));
  }

  /**
   * Opens it, and does this with it.
   *
   * @throws BackupException when it cannot be read, or is no backup
   */
  public <T> T read(Use<T> use) {
    try (InputStream in = opening.open()) {
      return use.of(new BackupReader(in));
    } catch (MalformedBackupException e) {
      throw invalid(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new BackupException(
          Trouble.FILE,
          new Explanation(
              path + " cannot be read",
              String.valueOf(e.getMessage()),
              "name a backup that is there and may be read"),
          e);
    }
  }

  /** What it says of itself, without a look at its rows; to be believed as its signature is. */
  public Identity identity() {
    return read(
        reader -> {
          BackupHeader header = reader.header();
          while (reader.next().isPresent()) {
            // Only what is first and last is asked for.
          }
          return new Identity(header, reader.manifest());
        });
  }

  /** That it is no backup, or not as it was written: how that shows, as a sentence about it. */
  public BackupException invalid(String why) {
    return invalid(why, new MalformedBackupException(why));
  }

  private BackupException invalid(String why, Exception cause) {
    return new BackupException(
        Trouble.INVALID,
        new Explanation(
            path + " is no sound backup",
            "it " + why,
            "take another copy of it, or an older backup; do not rely on this one"),
        cause);
  }
}
