package org.auditledger.canonical;

/** What came of writing a row in a form. */
public sealed interface FormOutcome {

  /** The row is written. */
  FormOutcome WRITTEN = new Written();

  /** The row has this form, and it is written. */
  record Written() implements FormOutcome {}

  /**
   * The row has no such form, and nothing was written: a column holds what no genuine row holds.
   */
  record Unwritable(String column, Reason reason) implements FormOutcome {}

  /** Why a value has no form. */
  enum Reason {
    NULL("is null, and no genuine entry leaves it out"),
    INFINITE("is infinitely far away in time"),
    OUT_OF_CALENDAR("is not within the years 0001 to 9999"),
    NOT_UTF8("is not UTF-8"),
    NOT_JSONB("is not one JSON value as jsonb prints it");

    private final String meaning;

    Reason(String meaning) {
      this.meaning = meaning;
    }

    /** What is wrong, to be said after the column's name. */
    public String meaning() {
      return meaning;
    }
  }
}
