package org.auditledger.keyfile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.auditledger.age.AgeException;
import org.auditledger.age.Recipients;

/** A file of public keys, one a line, as {@code age -R} takes it: whom to encrypt to. */
public record RecipientsFile(Path path) {

  /**
   * Reads the keys.
   *
   * @throws KeyFileException when the file cannot be read
   * @throws AgeException when there is something else in it
   */
  public Recipients read() {
    String what = "recipients file " + path;
    String text = new String(KeyBytes.readPublic(path, what), StandardCharsets.UTF_8);
    return Recipients.parse(text, what);
  }
}
