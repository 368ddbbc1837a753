package org.auditledger.migrate;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;
import org.jspecify.annotations.Nullable;

/** A migration did not take place, and nothing of it is left. The message says why. */
public final class MigrationException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** The schema is none that is known, or there is no ledger. */
    NOT_A_LEDGER,
    /** What protects the ledger, or its structure, is not what was recorded. */
    DRIFT,
    /** The ledger's own history does not hold. */
    HISTORY,
    /** The chain or the content of the entries does not hold. */
    ENTRIES,
    /** Something was signed by a key that nobody vouches for. */
    TRUST,
    /** The database only follows another one. */
    NOT_WRITABLE,
    /** A lock could not be had in time. */
    LOCKED,
    /** It would destroy or change what must stay, or somebody has to do something first. */
    REFUSED
  }

  private final Trouble trouble;

  MigrationException(Trouble trouble, String what, String why, String next) {
    this(trouble, new Explanation(what, why, next), null);
  }

  MigrationException(Trouble trouble, Explanation explanation, @Nullable Throwable cause) {
    super(explanation, cause);
    this.trouble = trouble;
  }

  /** What it is, for programs. */
  public Trouble trouble() {
    return trouble;
  }
}
