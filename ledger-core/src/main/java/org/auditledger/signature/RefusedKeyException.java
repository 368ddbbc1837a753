package org.auditledger.signature;

/** A key that somebody named cannot be used. The message says which, why, and what to do. */
public final class RefusedKeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final KeyRefusal reason;

  /** Why what came from there is no key that can be used. */
  public RefusedKeyException(String source, KeyRefusal reason) {
    super(source + ": " + reason.why() + "; " + reason.next());
    this.reason = reason;
  }

  /** What it is, for programs. */
  public KeyRefusal reason() {
    return reason;
  }
}
