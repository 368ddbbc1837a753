package org.auditledger.chain;

import org.auditledger.entry.Digest;

/**
 * What a hash column held. It is a type of its own so that what was found is never taken for what
 * was hashed: a {@link Digest} is ours, a {@code FoundHash} is the table's claim.
 */
public sealed interface FoundHash {

  /** 64 lower-case hexadecimal digits, as every writer stores them. */
  record Hash(Digest digest) implements FoundHash {
    @Override
    public String toString() {
      return digest.hex();
    }
  }

  /**
   * Anything else. Such a value links to nothing and nothing links to it, not even its equal, so
   * that only its beginning has to be kept, for people.
   */
  record NoHash(String shown) implements FoundHash {

    /** How many characters are kept: enough to see by what a hash was replaced. */
    static final int MAX_SHOWN = 80;

    /** A null where a hash belongs. */
    public static final NoHash NULL = new NoHash("null");

    public NoHash {
      if (shown.length() > MAX_SHOWN) {
        shown = shown.substring(0, MAX_SHOWN);
      }
    }

    @Override
    public String toString() {
      return shown;
    }
  }
}
