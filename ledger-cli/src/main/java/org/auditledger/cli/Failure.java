package org.auditledger.cli;

/**
 * Why a command did not do what it was asked: what happened, why, what to do next. One line each;
 * {@code why} and {@code next} may be empty where there is nothing to add.
 */
record Failure(ExitCode exit, String what, String why, String next) {

  Failure {
    if (exit == ExitCode.DONE) {
      throw new IllegalArgumentException("a failure does not end with exit code 0");
    }
    if (what.isBlank()) {
      throw new IllegalArgumentException("a failure says what happened");
    }
    what = oneLine(what);
    why = oneLine(why);
    next = oneLine(next);
  }

  /** The same failure as one may show it. */
  Failure redacted(Redaction redaction) {
    return new Failure(exit, redaction.apply(what), redaction.apply(why), redaction.apply(next));
  }

  /**
   * Some of this text comes from servers and files: a line end would forge a line of ours, an
   * escape sequence would steer the terminal.
   */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
      } else if (Character.isISOControl(c)) {
        line.append('?');
      } else {
        line.append(c);
      }
    }
    return line.toString().strip();
  }
}
