package org.auditledger.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout these tests run in. */
final class Checkout {

  private Checkout() {}

  /** Its top, where the launcher is. */
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(here.resolve("audit-ledger"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("not inside a checkout: " + Path.of("").toAbsolutePath());
      }
    }
    return here;
  }
}
