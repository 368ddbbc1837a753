package org.auditledger.postgres;

import org.jspecify.annotations.Nullable;

/** No session could be had, or the one that was there is gone. */
public final class DatabaseUnreachableException extends DatabaseException {

  private static final long serialVersionUID = 1L;

  DatabaseUnreachableException(
      Explanation explanation, @Nullable String sqlState, @Nullable Throwable cause) {
    super(explanation, sqlState, cause);
  }
}
