package org.auditledger.checkpoint;

import java.util.List;
import org.auditledger.journal.EntriesSealed;
import org.auditledger.signature.VerifierKey;

/**
 * A seal, as the journal in the database says.
 *
 * @param position of the statement that says so
 * @param at when it was signed, by the signer's clock
 * @param entries how many were sealed, with which root
 * @param by the keys that signed the statement, as far as they are trusted
 * @param notes whether both checkpoints are stored as they were signed
 */
public record ListedSeal(
    long position,
    String at,
    EntriesSealed entries,
    List<VerifierKey> by,
    Worth worth,
    boolean notes) {

  public ListedSeal {
    by = List.copyOf(by);
  }

  /** Whether it is to be believed. */
  public enum Worth {
    /** A key that is trusted, or vouched for by one, signed it. */
    COUNTS,
    /** By such a key, but beyond the sizes up to which it counts. */
    RETIRED,
    /** Nobody who is trusted signed it, or nobody is trusted. */
    NOT_CHECKED
  }
}
