package org.auditledger.chain;

import org.auditledger.entry.Digest;

/**
 * Where a chain ends: the last entry's sequence number and hash, which are what the next entry must
 * continue.
 */
public record Head(long sequence, Digest hash) {

  /** The head of a chain without entries. */
  public static final Head GENESIS = new Head(0, Digest.ZERO);

  public Head {
    if (sequence < 0) {
      throw new IllegalArgumentException("a head's sequence is 0 or more, not " + sequence);
    }
    if (sequence == 0 && !hash.equals(Digest.ZERO)) {
      throw new IllegalArgumentException(
          "a chain without entries has a hash of zeros, not " + hash);
    }
  }

  /** The sequence number that the next entry carries; its {@code previous_hash} is this hash. */
  public long nextSequence() {
    return Math.addExact(sequence, 1);
  }

  /** The head after an entry with this hash was appended. */
  public Head next(Digest entryHash) {
    return new Head(nextSequence(), entryHash);
  }
}
