package org.auditledger.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a dump to its end and counts its entries: what can be done with no server to restore to.
 */
public final class PgDumpReading implements PgDumpCheck {

  private final String why;

  /**
   * @param why it is not restored, in words
   */
  public PgDumpReading(String why) {
    this.why = why;
  }

  @Override
  public PgDumpChecked check(PgDumpPrograms programs, Path dump, PgDumpSource source)
      throws IOException {
    PgDumpText text = new PgDumpText();
    PgProgram.Ended ended = programs.restore(List.of("--file=-", dump.toString())).run(text::read);
    if (!ended.well()) {
      return new PgDumpChecked.Unusable(ended.why("pg_restore"));
    }
    return text.whole()
        ? new PgDumpChecked.Read(text.entries(), why)
        : new PgDumpChecked.Unusable("the table of the entries is not in it, or has no end");
  }
}
