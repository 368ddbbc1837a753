package org.auditledger.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the statements that stand in files beside the code that runs them. */
public final class SqlText {

  private SqlText() {}

  /** The statement in {@code name.sql} beside this class. */
  public static String of(Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("the program was packaged without " + name + ".sql");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
