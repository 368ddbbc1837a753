package org.auditledger.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds tuples, one after the other, in a buffer of its own that grows to the largest batch and is
 * then reused. The calls follow the layout's columns from left to right.
 */
public final class RowWriter {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final RowLayout layout;
  private byte[] buffer = new byte[8192];
  private int size;
  private int column;

  public RowWriter(RowLayout layout) {
    this.layout = layout;
    this.column = layout.size();
  }

  /** Forgets all rows, and keeps the buffer. */
  public void clear() {
    size = 0;
    column = layout.size();
  }

  /** Begins the next row; the one before must be whole. */
  public RowWriter beginRow() {
    if (column != layout.size()) {
      throw new IllegalStateException("the row before still lacks column " + column);
    }
    reserve(Short.BYTES);
    SHORT.set(buffer, size, (short) layout.size());
    size += Short.BYTES;
    column = 0;
    return this;
  }

  /** The next column is null. */
  public RowWriter nullValue() {
    nextColumn();
    putLength(-1);
    return this;
  }

  /** The next column is this bigint, or these microseconds since 2000. */
  public RowWriter longValue(long value) {
    ColumnType type = nextColumn();
    if (type != ColumnType.BIGINT && type != ColumnType.TIMESTAMPTZ) {
      throw new IllegalArgumentException(type + " column " + (column - 1) + " takes no number");
    }
    putLength(Long.BYTES);
    reserve(Long.BYTES);
    LONG.set(buffer, size, value);
    size += Long.BYTES;
    return this;
  }

  /** The next column is this text, or this JSON text. */
  public RowWriter text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return text(bytes, 0, bytes.length);
  }

  /** The next column is the text, or JSON text, whose UTF-8 bytes these are. */
  public RowWriter text(byte[] bytes, int offset, int length) {
    ColumnType type = nextColumn();
    switch (type) {
      case TEXT, CHARACTER -> putLength(length);
      case JSONB -> {
        putLength(length + 1);
        reserve(1);
        buffer[size++] = 1;
      }
      case BIGINT, TIMESTAMPTZ ->
          throw new IllegalArgumentException(type + " column " + (column - 1) + " takes no text");
    }
    reserve(length);
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
    return this;
  }

  /**
   * Writes over bytes of a value that has its length already: for one that follows from the rest of
   * its row.
   *
   * @param at where in {@link #buffer()}
   */
  public void overwrite(int at, byte[] value) {
    if (at < 0 || value.length > size - at) {
      throw new IllegalArgumentException(
          "no " + value.length + " bytes at " + at + " among " + size);
    }
    System.arraycopy(value, 0, buffer, at, value.length);
  }

  /** The tuples so far: read only, and only until the next call. */
  public byte[] buffer() {
    return buffer;
  }

  /** How many bytes of {@link #buffer()} are tuples. */
  public int size() {
    return size;
  }

  private ColumnType nextColumn() {
    if (column == layout.size()) {
      throw new IllegalStateException("the row has all its " + layout.size() + " columns");
    }
    return layout.columns().get(column++).type();
  }

  private void putLength(int length) {
    reserve(Integer.BYTES);
    INT.set(buffer, size, length);
    size += Integer.BYTES;
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, bytes), buffer.length * 2));
    }
  }
}
