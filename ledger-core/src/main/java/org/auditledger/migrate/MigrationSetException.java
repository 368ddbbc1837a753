package org.auditledger.migrate;

/** The files of a migration set are not what was released, or are no set. Nothing was run. */
public final class MigrationSetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MigrationSetException(String message) {
    super(message);
  }
}
