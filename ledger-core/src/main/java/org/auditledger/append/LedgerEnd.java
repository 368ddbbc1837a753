package org.auditledger.append;

import org.auditledger.chain.Head;

/**
 * What the next entry continues.
 *
 * @param microseconds the last entry's time, since 2000-01-01 UTC
 * @param id the last entry's id
 */
record LedgerEnd(Head head, long microseconds, long id) {

  /** The end of a ledger without entries: every time is after it. */
  static final LedgerEnd NONE = new LedgerEnd(Head.GENESIS, Long.MIN_VALUE, 0);
}
