package org.auditledger.verify;

import java.util.OptionalLong;

/**
 * Something that was not judged: no finding, and not clean either.
 *
 * @param reason why not
 * @param subject what it is about, where the reason leaves that open: a key's id, a column
 * @param count how often
 * @param first the number of the first entry that it concerns, if that has one
 */
public record Unchecked(Reason reason, String subject, long count, OptionalLong first) {

  /** Why something was not judged. The names are stable. */
  public enum Reason {
    /** A transcript is signed by a key that nobody said is trusted. */
    UNKNOWN_KEY("transcripts signed by a key that is not trusted"),

    /** jsonb may have changed too many numbers of a document to try all that it may have been. */
    TOO_MANY_PREIMAGES("documents that may have been hashed in too many ways to try them all"),

    /** An honest writer's clock may step back, and so may a forger's. */
    TIME_REVERSED("entries with a time before that of the entry before them");

    private final String meaning;

    Reason(String meaning) {
      this.meaning = meaning;
    }

    /** What was counted, in words. */
    public String meaning() {
      return meaning;
    }
  }

  public Unchecked {
    if (count < 1) {
      throw new IllegalArgumentException(reason + " was counted " + count + " times");
    }
  }
}
