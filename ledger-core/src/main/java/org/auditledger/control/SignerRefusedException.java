package org.auditledger.control;

import org.auditledger.postgres.Explanation;

/** The journal does not take statements of this signer. The message says why and what next. */
public final class SignerRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  SignerRefusedException(Explanation explanation) {
    super(explanation.text());
    this.explanation = explanation;
  }

  /** The message in its parts. */
  public Explanation explanation() {
    return explanation;
  }
}
