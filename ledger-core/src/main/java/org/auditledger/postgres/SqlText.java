package org.auditledger.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the statements that stand in files beside this package. */
final class SqlText {

  private SqlText() {}

  static String of(String name) {
    try (InputStream in = SqlText.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("the program was packaged without " + name + ".sql");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
