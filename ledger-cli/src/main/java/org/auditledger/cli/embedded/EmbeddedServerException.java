package org.auditledger.cli.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;
import org.jspecify.annotations.Nullable;

/** The embedded server cannot be had; the message says what, why, and what to do, a line each. */
public final class EmbeddedServerException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  EmbeddedServerException(String what, String why, String next) {
    this(what, why, next, null);
  }

  EmbeddedServerException(String what, String why, String next, @Nullable Throwable cause) {
    super(new Explanation(what, why, next), cause);
  }

  static EmbeddedServerException of(Path dir, IOException e) {
    return new EmbeddedServerException(
        "cannot use " + dir + " for an embedded PostgreSQL",
        reason(e),
        "make it a directory that you may write to, with free space, or name another one",
        e);
  }

  static EmbeddedServerException interrupted(String what, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EmbeddedServerException(
        what, "this thread was interrupted", "nothing is lost; run the command again", e);
  }

  /** Java's file exceptions often carry nothing but a path: says what is wrong with it. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof FileSystemException f && f.getReason() == null) {
      return f.getFile() + ": " + e.getClass().getSimpleName().replace("Exception", "");
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
