package org.auditledger.entry;

import java.util.Arrays;
import java.util.Optional;

/** What an entry can decide; no other is stored. */
public enum Verdict {
  CLEAR,
  FLAG,
  NULL_UNMAPPED,
  NULL_STALE,
  DISCRETIONARY;

  /** The verdict of this name, if there is one. */
  public static Optional<Verdict> of(String name) {
    return Arrays.stream(values()).filter(verdict -> verdict.name().equals(name)).findFirst();
  }
}
