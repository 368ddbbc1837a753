package org.auditledger.migrate;

import org.auditledger.postgres.Explanation;

/** A directory is no migration set that can be read, or nothing can be written to it. */
public final class SetDirectoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  SetDirectoryException(Explanation explanation) {
    super(explanation.what());
    this.explanation = explanation;
  }

  /** What happened, why, and what to do next. */
  public Explanation explanation() {
    return explanation;
  }
}
