package org.auditledger.verify;

/** What kinds of findings there are within entries and between them. The names are stable. */
public enum FindingCode {
  ENTRIES_MISSING(
      "a row was deleted, or never arrived", "look for the missing entries in a backup", true),
  ENTRY_REPEATED(
      "a row was inserted beside the chain, or a unique index was lost",
      "compare both rows with a backup; do not append",
      true),
  ENTRY_OUT_OF_ORDER(
      "no writer gives an entry such a number, or the rows were not read in their order",
      "compare the row with a backup; do not append",
      true),
  ENTRY_UNNUMBERED(
      "no writer leaves sequence_number out", "compare the row with a backup; do not append", true),
  LINK_BROKEN(
      "the entry, or the one before it, was changed or replaced after it was appended",
      "compare both with a backup; do not append",
      true),
  ENTRY_HASH_WRONG(
      "its content was changed after it was appended, or its hash was",
      "compare the entry with a backup; do not append",
      true),
  ENTRY_HASH_IMPOSSIBLE(
      "a column that is hashed holds what no writer stores",
      "compare the entry with a backup; do not append",
      true),
  VALUE_WITHOUT_FORM(
      "no writer stores such a value", "compare the entry with a backup; do not append", false),
  ENVELOPE_HASH_WRONG(
      "the envelope was changed after it was appended, or its hash was",
      "compare the entry with a backup",
      false),
  ENVELOPE_INCOMPLETE(
      "a writer stores an envelope, its hash and its verifier status together or not at all",
      "compare the entry with a backup",
      false),
  COLUMN_DIFFERS(
      "a column that repeats what the envelope or the transcript says was changed, or they were",
      "compare the entry with a backup",
      false),
  TRANSCRIPT_INCOMPLETE(
      "a writer stores a transcript, its signature and the key's id together or not at all,"
          + " and with an envelope",
      "compare the entry with a backup",
      false),
  TRANSCRIPT_MALFORMED(
      "no writer stores such a transcript", "compare the entry with a backup", false),
  REQUEST_HASH_WRONG(
      "what the model was asked was changed, or its hash was",
      "compare the entry with a backup",
      false),
  RESPONSE_HASH_WRONG(
      "what the model answered was changed, or its hash was",
      "compare the entry with a backup",
      false),
  SIGNATURE_INVALID(
      "the transcript, its signature or the key's id was changed, or a forger signed it",
      "compare the entry with a backup",
      false);

  private final String why;
  private final String next;
  private final boolean inChain;

  FindingCode(String why, String next, boolean inChain) {
    this.why = why;
    this.next = next;
    this.inChain = inChain;
  }

  /** How that comes about, in words. */
  public String why() {
    return why;
  }

  /** What to do about it, in words. */
  public String next() {
    return next;
  }

  /** Whether it is the chain that is broken; otherwise it is an entry's content. */
  public boolean inChain() {
    return inChain;
  }
}
