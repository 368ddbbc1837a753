package org.auditledger.backup;

/**
 * Entries that go into one member. What it holds is handed on, belongs to who has it then, and goes
 * back to where it came from.
 */
final class Chunk {

  private final long first;
  private final long last;
  private final byte[] frame;
  private final int length;

  /**
   * @param first the number of the first of them
   * @param frame begins with the compressed file
   * @param length how many bytes that has
   */
  Chunk(long first, long last, byte[] frame, int length) {
    this.first = first;
    this.last = last;
    this.frame = frame;
    this.length = length;
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

  int length() {
    return length;
  }
}
