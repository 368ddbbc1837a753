package org.auditledger.audit;

import org.auditledger.postgres.Explanation;

/** There is nothing here that could be verified as a ledger. */
public final class AuditException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  AuditException(String what, String why, String next) {
    this(new Explanation(what, why, next));
  }

  private AuditException(Explanation explanation) {
    super(explanation.toString());
    this.explanation = explanation;
  }

  /** What, why, and what to do next. */
  public Explanation explanation() {
    return explanation;
  }
}
