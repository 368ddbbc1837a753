package org.auditledger.seal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.auditledger.entry.Digest;

/** The fields of the texts here. Each value has one spelling; any other is none. */
final class StrictText {

  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");

  private StrictText() {}

  static OptionalLong decimal(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // 19 digits, but beyond the largest long
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Java's decoder lets padding be missing and unused bits be set; such a text is none here. */
  static Optional<byte[]> base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return base64(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String digest(Digest digest) {
    return base64(digest.toBytes());
  }

  static Optional<Digest> digest(String text) {
    return base64(text).filter(bytes -> bytes.length == Digest.LENGTH).map(Digest::of);
  }

  static Optional<String> utf8(byte[] bytes) {
    return utf8(bytes, 0, bytes.length);
  }

  static Optional<String> utf8(byte[] bytes, int from, int to) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
