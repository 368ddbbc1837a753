package org.auditledger.postgres;

/** The caller named no server that could be understood. The message quotes no value. */
public final class ConnectionStringException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  ConnectionStringException(String what, String why, String next) {
    super(new Explanation(what, why, next).text());
    this.explanation = new Explanation(what, why, next);
  }

  /** The message in its parts. */
  public Explanation explanation() {
    return explanation;
  }
}
