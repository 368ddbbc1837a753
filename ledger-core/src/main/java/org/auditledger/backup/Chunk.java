package org.auditledger.backup;

/** Entries that go into one member: from which to which, compressed. */
final class Chunk {

  private final long first;
  private final long last;
  private final byte[] frame;

  /**
   * Those with these numbers.
   *
   * @param frame theirs from now on; nobody changes it
   */
  Chunk(long first, long last, byte[] frame) {
    this.first = first;
    this.last = last;
    this.frame = frame;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  byte[] frame() {
    return frame;
  }
}
