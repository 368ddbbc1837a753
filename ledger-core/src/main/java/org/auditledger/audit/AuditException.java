package org.auditledger.audit;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;

/** There is nothing here that could be verified, or not what was asked for. */
public final class AuditException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** There is no ledger. */
    NOT_A_LEDGER,
    /** The ledger has no such entries. */
    NO_ENTRY,
    /** The anchor says nothing of this ledger. */
    NO_ANCHOR
  }

  private final Trouble trouble;

  AuditException(Trouble trouble, String what, String why, String next) {
    this(trouble, new Explanation(what, why, next));
  }

  private AuditException(Trouble trouble, Explanation explanation) {
    super(explanation);
    this.trouble = trouble;
  }

  /** What it is, for programs. */
  public Trouble trouble() {
    return trouble;
  }
}
