package org.auditledger.entry;

import java.util.Arrays;
import java.util.Optional;

/** What an entry can decide; no other is stored. */
public enum Verdict {
  /** It was judged, and is clear. */
  CLEAR,
  /** It was judged, and somebody has to look. */
  FLAG,
  /** It was not judged: nothing that is known maps to it. */
  NULL_UNMAPPED,
  /** It was not judged: something about it is too old. */
  NULL_STALE,
  /** It is left to a person's discretion. */
  DISCRETIONARY;

  /** The verdict of this name, if there is one. */
  public static Optional<Verdict> of(String name) {
    return Arrays.stream(values()).filter(verdict -> verdict.name().equals(name)).findFirst();
  }
}
