package org.auditledger.control;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;

/** The journal does not take statements of this signer. The message says why and what next. */
public final class SignerRefusedException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  SignerRefusedException(Explanation explanation) {
    super(explanation);
  }
}
