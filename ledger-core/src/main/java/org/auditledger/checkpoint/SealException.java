package org.auditledger.checkpoint;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * Nothing was sealed or proven, or a file was not written. The message says why. A history that
 * does not hold is a {@link org.auditledger.control.HistoryBrokenException} instead.
 */
public final class SealException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** There is no ledger, or it has no journal yet. */
    NOT_A_LEDGER,
    /** The chain of the entries does not hold. */
    ENTRIES,
    /** What the signing key remembers cannot be relied on, or not be written. */
    MEMORY,
    /**
     * There is another file in the place of an anchor, a proof or a report, or it cannot be
     * written.
     */
    FILE,
    /** There is no entry of that number. */
    NO_ENTRY,
    /** The entry, or the whole ledger, is not sealed yet. */
    UNSEALED,
    /** Nobody who is trusted signed what was asked about. */
    TRUST,
    /** A seal, be it this one or another with the same key, did not finish in time. */
    BUSY
  }

  private final Trouble trouble;

  SealException(Trouble trouble, String what, String why, String next) {
    this(trouble, new Explanation(what, why, next), null);
  }

  SealException(Trouble trouble, Explanation explanation, @Nullable Throwable cause) {
    super(explanation, cause);
    this.trouble = trouble;
  }

  /** What it is, for programs. */
  public Trouble trouble() {
    return trouble;
  }
}
