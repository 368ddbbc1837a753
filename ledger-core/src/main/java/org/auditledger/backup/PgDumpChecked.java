package org.auditledger.backup;

import org.auditledger.verify.LedgerReport;

/** What came of looking at a dump. */
public sealed interface PgDumpChecked {

  /**
   * It was restored, and the ledger that came of it verified.
   *
   * @param where into what, in words
   */
  record Restored(String where, LedgerReport report) implements PgDumpChecked {}

  /**
   * It was read to its end, and nothing more.
   *
   * @param entries how many are in it
   * @param why it was not restored
   */
  record Read(long entries, String why) implements PgDumpChecked {}

  /** It cannot be restored, or not be read. */
  record Unusable(String why) implements PgDumpChecked {}
}
