package org.auditledger.row;

/** Bytes that were meant to be a row are not one: a reader or a file is broken, not a ledger. */
public final class MalformedRowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedRowException(String message) {
    super(message);
  }
}
