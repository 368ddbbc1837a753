package org.auditledger.control;

import org.auditledger.postgres.Explanation;

/** A hold is not placed or not released. The message says why and what next. */
public final class HoldRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  HoldRefusedException(Explanation explanation) {
    super(explanation.text());
    this.explanation = explanation;
  }

  /** The message in its parts. */
  public Explanation explanation() {
    return explanation;
  }
}
