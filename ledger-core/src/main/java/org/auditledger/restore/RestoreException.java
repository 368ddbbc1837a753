package org.auditledger.restore;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;

/** A ledger was not restored, and nothing was changed. The message says why. */
public final class RestoreException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** A file is no backup, or another than was written, or does not follow the one before it. */
    BACKUP,
    /** Nobody who is trusted answers for the backup. */
    TRUST,
    /** The chain or the content of the entries in the backup does not hold. */
    ENTRIES,
    /** What is in the backup and what is in the target are two histories. */
    FORKED,
    /** The ledger's own history, in the backup or the target, does not hold. */
    HISTORY,
    /** There is more in the target, or something else, or who restores may not do what it takes. */
    REFUSED
  }

  private final Trouble trouble;

  RestoreException(Trouble trouble, String what, String why, String next) {
    super(new Explanation(what, why, next));
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
