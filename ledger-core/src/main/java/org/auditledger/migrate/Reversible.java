package org.auditledger.migrate;

import java.util.Optional;

/** What reverting a migration costs. */
public enum Reversible {
  /** Nothing is lost. */
  LOSSLESS("lossless"),
  /** Refused while there is data that would be lost. */
  REFUSES_IF_DATA("refuses-if-data"),
  /** Never. */
  FORBIDDEN("forbidden");

  private final String word;

  Reversible(String word) {
    this.word = word;
  }

  static Optional<Reversible> find(String word) {
    for (Reversible reversible : values()) {
      if (reversible.word.equals(word)) {
        return Optional.of(reversible);
      }
    }
    return Optional.empty();
  }

  /** As a header says it. */
  public String word() {
    return word;
  }
}
