package org.auditledger.keys;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;

/** Nothing was recorded about a key. The message says why, and what to do. */
public final class KeyException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Trouble {
    /** There is no journal that could say anything about keys. */
    NOT_A_LEDGER,
    /** The entries have no head up to which a key could count. */
    ENTRIES,
    /** The journal does not know the key, or knows too much of it. */
    KEY
  }

  private final Trouble trouble;

  KeyException(Trouble trouble, String what, String why, String next) {
    this(trouble, new Explanation(what, why, next));
  }

  private KeyException(Trouble trouble, Explanation explanation) {
    super(explanation);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
