package org.auditledger.control;

import org.auditledger.postgres.Explanation;

/** Nothing is added to a journal that is not whole. The message says what, why and what next. */
public final class HistoryBrokenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  HistoryBrokenException(Explanation explanation) {
    super(explanation.text());
    this.explanation = explanation;
  }

  /** The message in its parts. */
  public Explanation explanation() {
    return explanation;
  }
}
