package org.auditledger.cli;

import java.io.Console;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether somebody watches, and can be asked. */
final class Terminal {

  private final boolean watched;
  private final @Nullable Supplier<char @Nullable []> secrets;

  /**
   * A terminal.
   *
   * @param watched whether a line on standard error can be rewritten in place, before eyes
   * @param secrets reads a line that is not shown, and null at the end of all input; null when
   *     there is nobody to type it
   */
  Terminal(boolean watched, @Nullable Supplier<char @Nullable []> secrets) {
    this.watched = watched;
    this.secrets = secrets;
  }

  /** What the launcher saw, and Java's console. */
  @SuppressWarnings("SystemConsoleNull") // The property makes it null again.
  static Terminal ofThisProcess() {
    // From 22 on Java has a console even where nobody sits, unless told which one to take.
    System.setProperty("jdk.console", "java.base");
    Console console = System.console();
    return new Terminal(
        System.getProperty("audit-ledger.stderr", "").equals("terminal"),
        console == null ? null : console::readPassword);
  }

  /** Nobody there. */
  static Terminal none() {
    return new Terminal(false, null);
  }

  boolean isWatched() {
    return watched;
  }

  /** Whether there is somebody to ask. */
  boolean canAsk() {
    return secrets != null;
  }

  /** What somebody typed unseen; null when they would not. */
  char @Nullable [] readSecret() {
    return secrets == null ? null : secrets.get();
  }
}
