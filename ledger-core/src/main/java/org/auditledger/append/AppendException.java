package org.auditledger.append;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * An entry was not appended, or nobody can say whether it was; which of the two is the trouble's to
 * say. A draft that is wrong in itself is an {@link IllegalArgumentException} instead.
 */
public final class AppendException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** There is no ledger, or nobody could go on from its last entry. Nothing was written. */
    NOT_A_LEDGER,
    /** The ledger's chain does not go on from what it ends with. Nothing was written. */
    ENTRIES,
    /** The ledger does not take this entry. Nothing was written. */
    REFUSED,
    /** Somebody else held the ledger for too long. Nothing was written. */
    BUSY,
    /** There is no server to be reached. Nothing was written. */
    UNREACHABLE,
    /** The connection died at the commit, and the server did not come back to be asked. */
    UNKNOWN,
    /** The writer was closed before. Nothing was written. */
    CLOSED
  }

  private final Trouble trouble;

  AppendException(Trouble trouble, Explanation explanation, @Nullable Throwable cause) {
    super(explanation, cause);
    this.trouble = trouble;
  }

  AppendException(Trouble trouble, String what, String why, String next) {
    this(trouble, new Explanation(what, why, next), null);
  }

  /** The same for whom it is told on a thread of his own. */
  AppendException again() {
    return new AppendException(trouble, explanation(), this);
  }

  /** What it is, for programs. */
  public Trouble trouble() {
    return trouble;
  }
}
