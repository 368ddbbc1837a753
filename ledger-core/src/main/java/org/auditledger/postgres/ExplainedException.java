package org.auditledger.postgres;

import org.jspecify.annotations.Nullable;

/** Trouble with the world, in words for who has to put it right. The message holds no password. */
public abstract class ExplainedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  protected ExplainedException(Explanation explanation) {
    this(explanation, null);
  }

  protected ExplainedException(Explanation explanation, @Nullable Throwable cause) {
    super(explanation.text(), cause);
    this.explanation = explanation;
  }

  /** The message in its parts: what, why, and what to do next. */
  public final Explanation explanation() {
    return explanation;
  }
}
