package org.auditledger.control;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;

/**
 * Nothing is signed on top of a history that does not hold: a journal that is not whole, or a
 * ledger that is not what was sealed. The message says what, why and what next.
 */
public final class HistoryBrokenException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What does not hold. */
  public HistoryBrokenException(Explanation explanation) {
    super(explanation);
  }
}
