package org.auditledger.cli.demo;

import org.auditledger.postgres.Explanation;

/** A step of the story ended otherwise than the story says; the message says which, and how. */
public final class NotAsToldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  NotAsToldException(String step, String expected, String happened) {
    super(step + ": " + expected + ", but " + happened);
    this.explanation =
        new Explanation(
            "the demo did not go as told, at \"" + step + "\"",
            "told: " + expected + "; happened: " + happened,
            "all that was done and said until then stands above; please report it");
  }

  /** The message in its parts. */
  public Explanation explanation() {
    return explanation;
  }
}
