package org.auditledger.doctor;

/** How bad it is. */
public enum Grade {
  /** Worth knowing, and no reason to do anything tonight. */
  NOTE("note"),
  /** It endangers the ledger if nobody does anything about it. */
  WARNING("warning"),
  /** It endangers the ledger now, or already has harmed it. */
  DANGER("danger");

  private final String word;

  Grade(String word) {
    this.word = word;
  }

  /** Its name, for people and programs. */
  public String word() {
    return word;
  }
}
