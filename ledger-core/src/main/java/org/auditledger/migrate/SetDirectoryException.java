package org.auditledger.migrate;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;

/** A directory is no migration set that can be read, or nothing can be written to it. */
public final class SetDirectoryException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  SetDirectoryException(Explanation explanation) {
    super(explanation);
  }
}
