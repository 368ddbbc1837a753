package org.auditledger.export;

import org.auditledger.postgres.Explanation;

/** What was asked for cannot be exported, and nothing was written. */
public final class ExportException extends RuntimeException {

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
  private final transient Explanation explanation;

  ExportException(Trouble trouble, String what, String why, String next) {
    this(trouble, new Explanation(what, why, next));
  }

  private ExportException(Trouble trouble, Explanation explanation) {
    super(explanation.text());
    this.trouble = trouble;
    this.explanation = explanation;
  }

  public Trouble trouble() {
    return trouble;
  }

  /** What, why, and what to do next. */
  public Explanation explanation() {
    return explanation;
  }
}
