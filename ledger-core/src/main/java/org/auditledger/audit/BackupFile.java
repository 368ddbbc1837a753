package org.auditledger.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A backup as somebody names it.
 *
 * @param name for people
 * @param opener begins to read it, each time from its first byte
 */
public record BackupFile(String name, Opener opener) {

  /** Whatever stands between the file and the backup in it is taken away here. */
  public interface Opener {
    InputStream open() throws IOException;
  }

  /** A file that is not encrypted. */
  public static BackupFile plain(Path path) {
    return new BackupFile(path.toString(), () -> Files.newInputStream(path));
  }
}
