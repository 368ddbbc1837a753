package org.auditledger.keyfile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.auditledger.age.AgeException;
import org.auditledger.age.Identities;

/** A file of private keys as {@code age-keygen} writes it: what opens encrypted files. */
public record IdentityFile(Path path) {

  /**
   * Reads the keys.
   *
   * @throws KeyFileException when the file cannot be read, or others can
   * @throws AgeException when there is something else in it
   */
  public Identities read() {
    String what = "identity file " + path;
    String text = new String(KeyBytes.readSecret(path, what), StandardCharsets.UTF_8);
    return Identities.parse(text, what);
  }
}
