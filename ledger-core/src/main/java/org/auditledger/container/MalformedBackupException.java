package org.auditledger.container;

/** A file is no backup, or not the one that was written: in which member, and how it shows. */
public final class MalformedBackupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedBackupException(String message) {
    super(message);
  }
}
