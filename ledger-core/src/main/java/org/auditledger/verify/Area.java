package org.auditledger.verify;

/** The four things that are judged of a ledger, each with a verdict of its own. */
public enum Area {
  /** The entries one after the other: numbers, links, hashes, times. */
  CHAIN("chain"),
  /** Each entry in itself: envelope, transcript, signature, the columns that repeat them. */
  CONTENT("content"),
  /** What happened to the ledger: journal, seals, and what somebody has kept outside. */
  HISTORY("history"),
  /** What protects it: structure, triggers, grants, partitions. */
  POSTURE("posture");

  private final String word;

  Area(String word) {
    this.word = word;
  }

  /** Its name, for people and programs. */
  public String word() {
    return word;
  }
}
