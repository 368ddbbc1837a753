package org.auditledger.buffer;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;
import org.jspecify.annotations.Nullable;

/** A record was not buffered, or nobody can say whether its batch was. The message says why. */
public final class BufferException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** There is no ledger, or one without a buffer. */
    NOT_A_BUFFER,
    /** The record is wrong, or its tenant's rules do not take it. */
    RECORD,
    /** There is no partition for the time of the record. */
    NO_PARTITION,
    /** The connection died at the commit: whether the batch is written is not known. */
    UNKNOWN
  }

  private final Trouble trouble;
  private final long number;

  BufferException(
      Trouble trouble, long number, Explanation explanation, @Nullable Throwable cause) {
    super(explanation, cause);
    this.trouble = trouble;
    this.number = number;
  }

  public Trouble trouble() {
    return trouble;
  }

  /** The number of the record, as its caller counts them; 0 when it is about none. */
  public long number() {
    return number;
  }
}
