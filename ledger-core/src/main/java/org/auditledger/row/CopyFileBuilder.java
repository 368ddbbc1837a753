package org.auditledger.row;

import java.util.Arrays;

/** Puts rows together to a whole COPY BINARY file, in one buffer that is used again and again. */
public final class CopyFileBuilder {

  private byte[] buffer;
  private int size;

  /**
   * @param capacity how many bytes it begins with; it grows for a row that is larger
   */
  public CopyFileBuilder(int capacity) {
    buffer = new byte[Math.max(capacity, CopyFraming.HEADER_LENGTH + CopyFraming.TRAILER_LENGTH)];
    clear();
  }

  /** Begins a new file. */
  public void clear() {
    byte[] header = CopyFraming.header();
    System.arraycopy(header, 0, buffer, 0, header.length);
    size = header.length;
  }

  /** Appends a row: its bytes as they came. */
  public void append(byte[] bytes, int offset, int length) {
    reserve(length);
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
  }

  /** Whether another row of this length leaves the file within its limit, or is its first. */
  public boolean hasRoom(int length, int limit) {
    return isEmpty() || (long) size + length + CopyFraming.TRAILER_LENGTH <= limit;
  }

  /** Whether there is no row yet. */
  public boolean isEmpty() {
    return size == CopyFraming.HEADER_LENGTH;
  }

  /**
   * Ends the file.
   *
   * @return how many bytes of {@link #buffer()} it has
   */
  public int finish() {
    byte[] trailer = CopyFraming.trailer();
    append(trailer, 0, trailer.length);
    return size;
  }

  /** The file: read only, and only until it is cleared. */
  public byte[] buffer() {
    return buffer;
  }

  private void reserve(int length) {
    int needed = Math.addExact(size, Math.addExact(length, CopyFraming.TRAILER_LENGTH));
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, (int) Math.min(2L * buffer.length, 1 << 30)));
    }
  }
}
