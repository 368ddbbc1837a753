package org.auditledger.entry;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What of a caller's text can be stored and hashed: all of Unicode but U+0000. */
final class EntryText {

  private EntryText() {}

  static String require(String member, String text, boolean mayBeEmpty) {
    if (text.isEmpty() && !mayBeEmpty) {
      throw new IllegalArgumentException(member + " is empty");
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(member + " has U+0000, which no database can store");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(member + " has half a character (an unpaired surrogate)");
    }
    return text;
  }

  static @Nullable String optional(String member, @Nullable String text, boolean mayBeEmpty) {
    return text == null ? null : require(member, text, mayBeEmpty);
  }

  static void requireDigest(String member, String prefix, String text) {
    if (!text.startsWith(prefix) || !Digest.isHex(text.substring(prefix.length()))) {
      throw new IllegalArgumentException(
          member + " is " + prefix + "64 lower-case hexadecimal digits, not " + Quoted.of(text));
    }
  }
}
