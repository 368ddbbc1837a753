package org.auditledger.canonical;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * JSON strings at the level of bytes. Content needs an escape iff it is a quote, a backslash or a
 * control character below U+0020; Python, PostgreSQL and the canonical forms agree in this, so that
 * a string's literal is the same bytes in all of them.
 */
final class JsonString {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  /** For each byte the character that follows the backslash, or 0 where none is needed. */
  private static final byte[] ESCAPES = escapes();

  private JsonString() {}

  private static byte[] escapes() {
    byte[] table = new byte[256];
    Arrays.fill(table, 0, 0x20, (byte) 'u');
    table['\b'] = 'b';
    table['\t'] = 't';
    table['\n'] = 'n';
    table['\f'] = 'f';
    table['\r'] = 'r';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
  }

  /** The character after the backslash: itself, a letter, {@code u}; or 0 for no escape. */
  static int escapeOf(byte content) {
    return ESCAPES[content & 0xFF];
  }

  /** Where the first byte is that needs an escape, or a literal's quote. Most text has none. */
  static int skipPlain(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES && (special((long) LONG.get(bytes, at)) & HIGH) == 0) {
      at += Long.BYTES;
    }
    while (at < to && ESCAPES[bytes[at] & 0xFF] == 0) {
      at++;
    }
    return at;
  }

  /** Whether all of it is ASCII and needs no escape: then it is UTF-8, and its own literal. */
  static boolean isPlainAscii(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONG.get(bytes, at);
      if (((special(word) | word) & HIGH) != 0) {
        return false;
      }
    }
    while (at < to && bytes[at] >= 0 && ESCAPES[bytes[at]] == 0) {
      at++;
    }
    return at == to;
  }

  /** Has a high bit set iff one of the eight bytes is a quote, a backslash or a control. */
  private static long special(long word) {
    long quote = word ^ ('"' * ONES);
    long backslash = word ^ ('\\' * ONES);
    long control = (word - ' ' * ONES) & ~word;
    return ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | control;
  }

  /** Where the literal that starts at {@code from} ends; it is known to be well-formed. */
  static int end(byte[] bytes, int from, int to) {
    int at = skipPlain(bytes, from + 1, to);
    while (bytes[at] != '"') {
      at = skipPlain(bytes, at + (bytes[at] == '\\' ? 2 : 1), to);
    }
    return at + 1;
  }

  /** How many bytes of content the inside of a well-formed literal stands for. */
  static int contentLength(byte[] bytes, int from, int to) {
    int length = 0;
    for (int at = from; at < to; at += width(bytes, at)) {
      length++;
    }
    return length;
  }

  /** Compares the contents of the insides of two well-formed literals, as unsigned bytes. */
  static int compare(byte[] bytes, int from, int to, int otherFrom, int otherTo) {
    int mismatch = Arrays.mismatch(bytes, from, to, bytes, otherFrom, otherTo);
    if (mismatch < 0) {
      return 0;
    }
    // The equal part may end within an escape, and so does not tell how the contents go on.
    int i = from;
    int j = otherFrom;
    if (!hasEscape(bytes, from, from + mismatch)) {
      i += mismatch;
      j += mismatch;
    }
    while (i < to && j < otherTo) {
      int difference = contentAt(bytes, i) - contentAt(bytes, j);
      if (difference != 0) {
        return difference;
      }
      i += width(bytes, i);
      j += width(bytes, j);
    }
    return (i < to ? 1 : 0) - (j < otherTo ? 1 : 0);
  }

  /** Writes the content of the inside of a well-formed literal. */
  static void decode(byte[] bytes, int from, int to, CanonicalBytes out) {
    int at = from;
    while (at < to) {
      int escape = skipPlain(bytes, at, to);
      out.raw(bytes, at, escape - at);
      at = escape;
      if (at < to) {
        out.raw((char) contentAt(bytes, at));
        at += width(bytes, at);
      }
    }
  }

  private static boolean hasEscape(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** How many bytes of a literal stand for the byte of content at {@code at}. */
  private static int width(byte[] bytes, int at) {
    if (bytes[at] != '\\') {
      return 1;
    }
    return bytes[at + 1] == 'u' ? 6 : 2;
  }

  private static int contentAt(byte[] bytes, int at) {
    if (bytes[at] != '\\') {
      return bytes[at] & 0xFF;
    }
    return switch (bytes[at + 1]) {
      case 'u' -> Character.digit(bytes[at + 4], 16) << 4 | Character.digit(bytes[at + 5], 16);
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      default -> bytes[at + 1];
    };
  }
}
