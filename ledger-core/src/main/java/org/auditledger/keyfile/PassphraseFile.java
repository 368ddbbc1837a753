package org.auditledger.keyfile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file with a passphrase on its only line. */
public record PassphraseFile(Path path) {

  /**
   * Reads the passphrase; the line end after it is not part of it.
   *
   * @throws KeyFileException when the file cannot be read, others can, or it holds no passphrase
   */
  public char[] read() {
    String what = "passphrase file " + path;
    byte[] bytes = KeyBytes.readSecret(path, what);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String line = text.replaceFirst("\\r?\\n\\z", "");
      if (line.isEmpty() || line.chars().anyMatch(c -> c == '\n' || c == '\r')) {
        throw new KeyFileException(
            what + ": is empty or has several lines; put the passphrase on its only line");
      }
      return line.toCharArray();
    } catch (CharacterCodingException e) {
      throw new KeyFileException(what + ": is not UTF-8 text; write the passphrase as such", e);
    }
  }
}
