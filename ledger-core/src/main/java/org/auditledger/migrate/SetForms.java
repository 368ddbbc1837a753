package org.auditledger.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a new migration's scripts begin as: each line that says FILL IN is refused by lint. */
final class SetForms {

  private SetForms() {}

  static String read(String role) {
    try (InputStream in = SetForms.class.getResourceAsStream("form-" + role + ".sql")) {
      byte[] bytes = Objects.requireNonNull(in, role).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
