package org.auditledger.control;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;

/** A hold is not placed or not released. The message says why and what next. */
public final class HoldRefusedException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  HoldRefusedException(Explanation explanation) {
    super(explanation);
  }
}
