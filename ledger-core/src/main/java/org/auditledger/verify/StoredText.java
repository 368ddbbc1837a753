package org.auditledger.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.entry.Digest;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.jspecify.annotations.Nullable;

/** A text column that an era may not have yet: then it is null in every row. */
final class StoredText {

  private static final byte[] PREFIX = "sha256:".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_LENGTH = PREFIX.length + 2 * Digest.LENGTH;
  private static final int MAX_SHOWN = 80;

  private final String name;
  private final int column;

  StoredText(RowLayout layout, String name) {
    this.name = name;
    int found = layout.find(name);
    if (found >= 0 && layout.columns().get(found).type() != ColumnType.TEXT) {
      layout.require(name, ColumnType.CHARACTER);
    }
    this.column = found;
  }

  String name() {
    return name;
  }

  boolean isPresent(RowView row) {
    return column >= 0 && !row.isNull(column);
  }

  /** Whether the column holds exactly these bytes. */
  boolean holds(RowView row, CanonicalBytes content) {
    if (!isPresent(row)) {
      return false;
    }
    int start = row.start(column);
    int end = start + row.contentLength(column);
    return Arrays.equals(row.buffer(), start, end, content.buffer(), 0, content.size());
  }

  /** The hash that the column holds as {@code sha256:} and digits; null when it holds none. */
  @Nullable Digest hash(RowView row) {
    return isPresent(row) ? hash(row.buffer(), row.start(column), row.contentLength(column)) : null;
  }

  /** The same of any text. */
  static @Nullable Digest hash(byte[] text, int offset, int length) {
    int digits = offset + PREFIX.length;
    if (length != HASH_LENGTH || !Arrays.equals(text, offset, digits, PREFIX, 0, PREFIX.length)) {
      return null;
    }
    for (int i = digits; i < offset + length; i++) {
      if (!(text[i] >= '0' && text[i] <= '9') && !(text[i] >= 'a' && text[i] <= 'f')) {
        return null;
      }
    }
    return Digest.ofHex(new String(text, digits, 2 * Digest.LENGTH, StandardCharsets.US_ASCII));
  }

  /** The value for people, or its beginning. */
  String shown(RowView row) {
    return isPresent(row)
        ? shown(row.buffer(), row.start(column), row.contentLength(column))
        : "null";
  }

  static String shown(byte[] text, int offset, int length) {
    return '"'
        + new String(text, offset, Math.min(length, MAX_SHOWN), StandardCharsets.UTF_8)
        + (length > MAX_SHOWN ? "\"..." : "\"");
  }
}
