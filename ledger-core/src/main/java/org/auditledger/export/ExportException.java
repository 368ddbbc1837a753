package org.auditledger.export;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;

/** What was asked for cannot be exported, and nothing was written. */
public final class ExportException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** There is no ledger. */
    NOT_A_LEDGER,
    /** The ledger has no such field. */
    NO_FIELD,
    /** The ledger has no such entries. */
    NO_ENTRY
  }

  private final Trouble trouble;

  ExportException(Trouble trouble, String what, String why, String next) {
    this(trouble, new Explanation(what, why, next));
  }

  private ExportException(Trouble trouble, Explanation explanation) {
    super(explanation);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
