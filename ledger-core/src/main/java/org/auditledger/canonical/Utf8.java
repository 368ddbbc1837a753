package org.auditledger.canonical;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are UTF-8: shortest sequences only, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;

  private Utf8() {}

  /** Whether all of these bytes are UTF-8. */
  static boolean isValid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (at <= end - Long.BYTES && ((long) LONG.get(bytes, at) & HIGH) == 0) {
        at += Long.BYTES;
        continue;
      }
      int width = width(bytes, at, end);
      if (width == 0) {
        return false;
      }
      at += width;
    }
    return true;
  }

  /** How many bytes the character at {@code at} has; 0 when there is none. */
  static int width(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xFF;
    if (lead < 0x80) {
      return 1;
    }
    int width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead < 0xC2 || lead > 0xF4 || width > end - at) {
      return 0;
    }
    // The second byte's range is what excludes long sequences, surrogates and the far planes.
    int second = bytes[at + 1] & 0xFF;
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = 2; i < width; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return width;
  }
}
