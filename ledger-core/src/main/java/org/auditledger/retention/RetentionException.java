package org.auditledger.retention;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for was not done, or not to its end. The message says why. A history that does not
 * hold is a {@link org.auditledger.control.HistoryBrokenException} instead.
 */
public final class RetentionException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** There is no ledger, or one without a buffer. */
    NOT_A_LEDGER,
    /** Whoever is connected does not own the buffer. */
    NOT_OWNER,
    /** The clocks of this machine and of the server disagree. */
    CLOCK,
    /** There is no hold, tenant or partition of this name, or there is one already. */
    NAME,
    /** A hold, a retention or a floor forbids it, or the plan is not the one that was asked for. */
    POLICY,
    /** Somebody has what is needed, and did not let go of it in time. */
    BUSY,
    /** An archive cannot be written. */
    FILE
  }

  private final Trouble trouble;

  RetentionException(Trouble trouble, String what, String why, String next) {
    this(trouble, new Explanation(what, why, next), null);
  }

  RetentionException(Trouble trouble, Explanation explanation, @Nullable Throwable cause) {
    super(explanation, cause);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
