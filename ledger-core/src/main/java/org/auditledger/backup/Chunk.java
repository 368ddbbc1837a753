package org.auditledger.backup;

/** Entries that go into one member. What it holds is handed on, and belongs to who has it then. */
final class Chunk {

  private final long first;
  private final long last;
  private final byte[] frame;

  /**
   * @param first the number of the first of them
   * @param frame the compressed file
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
