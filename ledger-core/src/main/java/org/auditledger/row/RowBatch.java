package org.auditledger.row;

import java.util.Arrays;

/**
 * Some whole tuples, one after the other in one buffer that is used again and again. It holds as
 * many as fit; a tuple larger than that has a batch to itself, and the buffer shrinks back after
 * it, so that one large row does not cost its memory for ever.
 */
public final class RowBatch {

  private final int capacity;
  private byte[] buffer;
  private int size;
  private int position;

  /**
   * @param capacity how many bytes of tuples it holds; a single tuple may have more
   */
  public RowBatch(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a batch holds something, not " + capacity + " bytes");
    }
    this.capacity = capacity;
    this.buffer = new byte[capacity];
  }

  /** Forgets all tuples. */
  public void clear() {
    size = 0;
    position = 0;
    if (buffer.length > capacity) {
      buffer = new byte[capacity];
    }
  }

  /**
   * Takes these bytes, one tuple or several whole ones.
   *
   * @return false, and nothing is taken, when the batch is too full for them
   */
  public boolean append(byte[] bytes, int offset, int length) {
    if (length > buffer.length - size) {
      if (size > 0) {
        return false;
      }
      buffer = Arrays.copyOf(buffer, length);
    }
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
    return true;
  }

  /**
   * Moves the view to the next tuple; it is valid until the batch is cleared.
   *
   * @return false when there is none
   * @throws MalformedRowException when what follows is no whole tuple
   */
  public boolean next(RowView view) {
    if (position == size) {
      return false;
    }
    position = view.moveTo(buffer, position, size);
    return true;
  }

  /** Begins again with the first tuple. */
  void rewind() {
    position = 0;
  }

  /** The tuples: read only, and only until the batch is cleared. */
  public byte[] buffer() {
    return buffer;
  }

  /** How many bytes of {@link #buffer()} are tuples. */
  public int size() {
    return size;
  }
}
