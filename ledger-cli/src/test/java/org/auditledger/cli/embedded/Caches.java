package org.auditledger.cli.embedded;

import java.nio.file.Path;
import java.util.List;

/** Where the tests keep unpacked binaries: not in the home of who runs them, but shared. */
final class Caches {

  static final Path PLACE = Path.of("target", "cache", "audit-ledger").toAbsolutePath();
  static final List<Path> PLACES = List.of(PLACE);

  private Caches() {}
}
