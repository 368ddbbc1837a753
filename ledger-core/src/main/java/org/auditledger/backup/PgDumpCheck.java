package org.auditledger.backup;

import java.io.IOException;
import java.nio.file.Path;

/** Finds out what a dump is worth, before it gets its name. */
public interface PgDumpCheck {

  /**
   * Looks at it.
   *
   * @param programs what dumped it
   * @param source what should be in it
   * @throws IOException when it cannot be looked at
   */
  PgDumpChecked check(PgDumpPrograms programs, Path dump, PgDumpSource source) throws IOException;
}
