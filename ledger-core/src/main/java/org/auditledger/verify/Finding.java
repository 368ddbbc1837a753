package org.auditledger.verify;

import java.util.OptionalLong;

/**
 * Something that no genuine ledger has, in an entry or about the whole.
 *
 * @param code what kind of thing, for programs
 * @param sequence the entry's number, if it is about an entry and that has one
 * @param column the column that it was noticed in, or empty
 * @param detail what was found and what was expected, in one line
 */
public record Finding(FindingCode code, OptionalLong sequence, String column, String detail) {

  /** Long enough for two hashes; what is quoted comes from whoever tampered. */
  private static final int MAX_DETAIL = 400;

  public Finding {
    detail = printable(detail);
  }

  /** A finding about the ledger as a whole. */
  public static Finding ofLedger(FindingCode code, String detail) {
    return new Finding(code, OptionalLong.empty(), "", detail);
  }

  /** The three lines that an error has: what happened. */
  public String what() {
    if (sequence.isPresent()) {
      return "entry " + sequence.getAsLong() + ": " + detail;
    }
    return isAboutEntries() ? "an entry without a number: " + detail : detail;
  }

  private boolean isAboutEntries() {
    return code.area() == Area.CHAIN || code.area() == Area.CONTENT;
  }

  /** Why that is no accident, or which accident it could be. */
  public String why() {
    return code.why();
  }

  /** What to do now. */
  public String next() {
    return code.next();
  }

  /** A terminal obeys control characters, and a report must not be longer than its ledger. */
  static String printable(String text) {
    String cut = text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "...";
    StringBuilder shown = new StringBuilder(cut.length());
    cut.codePoints()
        .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? '\uFFFD' : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
