package org.auditledger.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as libpq reads it, and no more lenient. {@code java.net.URLDecoder} takes a plus
 * for a space, accepts bytes that are no UTF-8, and quotes what it could not decode.
 */
record PercentDecoder(String where, boolean plusIsSpace) {

  String decode(String text, String part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    decode(text.getBytes(StandardCharsets.UTF_8), bytes, part);
    return toText(bytes.toByteArray(), part);
  }

  private void decode(byte[] raw, ByteArrayOutputStream bytes, String part) {
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
        int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
        if (high < 0 || low < 0 || high + low == 0) {
          throw undecodable(part);
        }
        bytes.write(high * 16 + low);
        i += 2;
      } else {
        bytes.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
      }
    }
  }

  private String toText(byte[] bytes, String part) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw undecodable(part);
    }
  }

  private ConnectionStringException undecodable(String part) {
    return new ConnectionStringException(
        where + ": " + part + " cannot be percent-decoded",
        "after each % stand the two hexadecimal digits of a byte other than zero, in UTF-8",
        "write %25 for a percent sign that is meant as one");
  }
}
