package org.auditledger.keyfile;

import org.jspecify.annotations.Nullable;

/** A file of keys cannot be read or made. The message says which, why, and what to do. */
public final class KeyFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeyFileException(String message) {
    this(message, null);
  }

  KeyFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
