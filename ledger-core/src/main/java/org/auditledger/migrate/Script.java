package org.auditledger.migrate;

import java.nio.charset.StandardCharsets;
import org.auditledger.entry.Digest;

/**
 * One SQL file of a set.
 *
 * @param path relative to the set, with {@code /} between parts
 * @param sql all of it: the file is UTF-8, and encoded again these are its bytes
 */
public record Script(String path, String sql) {

  /** SHA-256 of the file's raw bytes; computed when asked for, as few of a set's files ever are. */
  public Digest sha256() {
    return Digest.sha256(sql.getBytes(StandardCharsets.UTF_8));
  }
}
