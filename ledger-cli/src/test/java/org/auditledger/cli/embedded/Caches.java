package org.auditledger.cli.embedded;

import java.nio.file.Path;
import java.util.List;

/** Where the tests keep unpacked binaries: not in the home of who runs them. */
final class Caches {

  static final Path PLACE = Path.of("target", "embedded-binaries").toAbsolutePath();
  static final List<Path> PLACES = List.of(PLACE);

  private Caches() {}
}
