package org.auditledger.backup;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;
import org.jspecify.annotations.Nullable;

/** There is no backup, and no file. The message says why, and what to do. */
public final class BackupException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** There is no ledger, or it has no name yet and was given none. */
    NOT_A_LEDGER,
    /** Chain or content of the entries do not hold. */
    ENTRIES,
    /** Journal, checkpoints or seal do not hold, or the ledger does not go on from the parent. */
    HISTORY,
    /** The file cannot be written, or there is one already. */
    FILE,
    /** A file that should be a backup is none, or is not what it was. */
    INVALID,
    /** A program of PostgreSQL's that is needed is not here, or too old, or failed. */
    PROGRAM,
    /** It is signed by nobody who is trusted. */
    TRUST
  }

  private final Trouble trouble;

  public BackupException(Trouble trouble, String what, String why, String next) {
    this(trouble, new Explanation(what, why, next), null);
  }

  BackupException(Trouble trouble, Explanation explanation, @Nullable Throwable cause) {
    super(explanation, cause);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
