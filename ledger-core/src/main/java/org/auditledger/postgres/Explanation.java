package org.auditledger.postgres;

/** What happened, why, and what to do next: one line each, and never a password in any. */
public record Explanation(String what, String why, String next) {

  /** The three lines, for people. */
  public String text() {
    return what + "\n" + why + "\n" + next;
  }
}
