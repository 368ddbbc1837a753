package org.auditledger.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A window on one tuple in a buffer that belongs to somebody else. Moving it costs no allocation,
 * so that a million rows can be looked at through one view.
 */
public final class RowView {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int NULL = -1;

  private final RowLayout layout;
  private final ColumnType[] types;
  private final int[] starts;
  private final int[] lengths;
  private byte[] buffer = new byte[0];

  public RowView(RowLayout layout) {
    this.layout = layout;
    this.types = layout.columns().stream().map(Column::type).toArray(ColumnType[]::new);
    this.starts = new int[layout.size()];
    this.lengths = new int[layout.size()];
  }

  /**
   * Looks at the tuple that starts at {@code offset}.
   *
   * @return where the next one starts
   * @throws MalformedRowException when the bytes up to {@code limit} are not one whole tuple of
   *     this layout
   */
  public int moveTo(byte[] bytes, int offset, int limit) {
    buffer = bytes;
    int at = offset;
    if (limit - at < Short.BYTES) {
      throw new MalformedRowException("a row ends within its column count");
    }
    int count = (short) SHORT.get(bytes, at);
    at += Short.BYTES;
    if (count != starts.length) {
      throw new MalformedRowException(
          "a row has " + count + " columns where " + starts.length + " were asked for");
    }
    for (int i = 0; i < count; i++) {
      if (limit - at < Integer.BYTES) {
        throw new MalformedRowException("a row ends before column " + name(i));
      }
      int length = (int) INT.get(bytes, at);
      at += Integer.BYTES;
      starts[i] = at;
      lengths[i] = length;
      if (length != NULL) {
        if (length < 0 || length > limit - at) {
          throw new MalformedRowException("a row ends within column " + name(i));
        }
        checkWidth(i, length);
        at += length;
      }
    }
    return at;
  }

  /** The layout this view reads by. */
  public RowLayout layout() {
    return layout;
  }

  /** The bytes the view looks at: read only, and only until the owner fills them again. */
  public byte[] buffer() {
    return buffer;
  }

  /** Whether the column is null. */
  public boolean isNull(int column) {
    return lengths[column] == NULL;
  }

  /** Where the column's value starts in {@link #buffer()}. */
  public int start(int column) {
    return starts[column];
  }

  /**
   * How many bytes the column's value has, with a character column's padding; -1 when it is null.
   */
  public int length(int column) {
    return lengths[column];
  }

  /** How many bytes a text or character value has without the padding of the latter. */
  public int contentLength(int column) {
    int length = lengths[column];
    if (types[column] == ColumnType.CHARACTER) {
      while (length > 0 && buffer[starts[column] + length - 1] == ' ') {
        length--;
      }
    }
    return length;
  }

  /** A bigint's value, or a timestamp's microseconds since 2000. */
  public long longValue(int column) {
    if (lengths[column] != Long.BYTES) {
      throw new IllegalStateException("column " + name(column) + " holds no eight-byte value");
    }
    return (long) LONG.get(buffer, starts[column]);
  }

  /** A text value as a string, for people; what is hashed is read as bytes. */
  public String text(int column) {
    int skip = types[column] == ColumnType.JSONB ? 1 : 0;
    return new String(
        buffer, starts[column] + skip, contentLength(column) - skip, StandardCharsets.UTF_8);
  }

  private void checkWidth(int column, int length) {
    switch (types[column]) {
      case BIGINT, TIMESTAMPTZ -> {
        if (length != Long.BYTES) {
          throw new MalformedRowException(
              "column " + name(column) + " has " + length + " bytes instead of 8");
        }
      }
      case JSONB -> {
        if (length < 1 || buffer[starts[column]] != 1) {
          throw new MalformedRowException("column " + name(column) + " is no jsonb of version 1");
        }
      }
      case TEXT, CHARACTER -> {}
    }
  }

  private String name(int column) {
    return layout.columns().get(column).name();
  }
}
