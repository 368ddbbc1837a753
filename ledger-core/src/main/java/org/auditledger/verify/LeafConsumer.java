package org.auditledger.verify;

/** Takes the leaf hash of each entry that has one, in the order in which the entries are read. */
public interface LeafConsumer {

  /** Wants no leaves. */
  LeafConsumer NONE = (sequence, hash, offset) -> {};

  /**
   * The next leaf.
   *
   * @param sequence the number that the entry carries, whether or not that is its place
   * @param hash holds the 32 bytes at {@code offset}: read only, and only during this call
   */
  void leaf(long sequence, byte[] hash, int offset);
}
