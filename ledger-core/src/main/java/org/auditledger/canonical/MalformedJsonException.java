package org.auditledger.canonical;

/** A text is no JSON that could be stored and hashed. The message says where, and what is wrong. */
public final class MalformedJsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  MalformedJsonException(int at, String what) {
    super(what + " at byte " + (at + 1));
  }
}
