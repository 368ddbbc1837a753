package org.auditledger.entry;

/** What was decided. The names are those of the column's CHECK constraint. */
public enum Verdict {
  CLEAR,
  FLAG,
  NULL_UNMAPPED,
  NULL_STALE,
  DISCRETIONARY
}
