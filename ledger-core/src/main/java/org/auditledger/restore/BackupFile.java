package org.auditledger.restore;

import java.io.IOException;
import java.io.InputStream;

/**
 * A backup that is to be read, twice: once for what it is, and once for what is in it.
 *
 * @param name for a person
 */
public record BackupFile(String name, Opening opening) {

  /** Opens it at its beginning, decrypted where it is encrypted. */
  public interface Opening {
    InputStream open() throws IOException;
  }
}
