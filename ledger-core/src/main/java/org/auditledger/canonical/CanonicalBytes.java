package org.auditledger.canonical;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.auditledger.entry.Digest;

/**
 * The bytes of one canonical JSON text as they are put together, and their SHA-256. The buffer
 * grows to the longest text and is then reused, so that a million rows are written without
 * allocation.
 */
public final class CanonicalBytes {

  /** What every Java platform can allocate as one array. */
  private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

  private static final byte[] HEX = ascii("0123456789abcdef");

  private byte[] buffer = new byte[1024];
  private int size;
  private final byte[] hash = new byte[Digest.LENGTH];
  private final MessageDigest sha256 = Digest.newSha256();

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Forgets the text, and keeps the buffer. */
  public void clear() {
    size = 0;
  }

  /** The bytes so far: read only, and only until the next call. */
  public byte[] buffer() {
    return buffer;
  }

  /** How many bytes of {@link #buffer()} are text. */
  public int size() {
    return size;
  }

  /** The text, in an array of the caller's own. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /** One byte as it is. */
  CanonicalBytes raw(char ascii) {
    reserve(1);
    buffer[size++] = (byte) ascii;
    return this;
  }

  /** These bytes as they are. */
  CanonicalBytes raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  /** These bytes as they are. */
  CanonicalBytes raw(byte[] bytes, int offset, int length) {
    reserve(length);
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
    return this;
  }

  /** A text that has only ASCII characters, as it is: punctuation, names, literals. */
  CanonicalBytes raw(String ascii) {
    int length = ascii.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      char c = ascii.charAt(i);
      if (c > 0x7F) {
        throw new IllegalArgumentException("only ASCII is written as it is, not \"" + ascii + "\"");
      }
      buffer[size++] = (byte) c;
    }
    return this;
  }

  /** An integer in decimal digits. */
  CanonicalBytes integer(long value) {
    if (value < 0) {
      raw('-');
    }
    // Counted on the negative side: the smallest long has no positive counterpart.
    long rest = value < 0 ? value : -value;
    int digits = 1;
    for (long r = rest / 10; r != 0; r /= 10) {
      digits++;
    }
    reserve(digits);
    for (int at = size + digits - 1; at >= size; at--) {
      buffer[at] = (byte) ('0' - rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /** A number of at least so many digits, with zeros in front. */
  CanonicalBytes padded(int value, int digits) {
    reserve(digits);
    int rest = value;
    for (int at = size + digits - 1; at >= size; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /** A JSON string, with the escapes of the canonical form and no others. */
  CanonicalBytes string(String value) {
    try {
      // An unpaired surrogate has no UTF-8: replaced, two different strings would become one.
      var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
      return string(encoded.array(), encoded.arrayOffset(), encoded.limit());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a string with an unpaired surrogate has no UTF-8", e);
    }
  }

  /** A JSON string whose content has these UTF-8 bytes. */
  CanonicalBytes string(byte[] utf8, int offset, int length) {
    raw('"');
    int end = offset + length;
    int written = offset;
    int at = JsonString.skipPlain(utf8, offset, end);
    while (at < end) {
      raw(utf8, written, at - written);
      escape(utf8[at]);
      written = at + 1;
      at = JsonString.skipPlain(utf8, at + 1, end);
    }
    raw(utf8, written, end - written);
    return raw('"');
  }

  /** A JSON string whose content is ASCII and needs no escape. */
  CanonicalBytes plainString(byte[] ascii, int offset, int length) {
    reserve(length + 2);
    buffer[size] = '"';
    System.arraycopy(ascii, offset, buffer, size + 1, length);
    buffer[size + 1 + length] = '"';
    size += length + 2;
    return this;
  }

  /** SHA-256 of the text. */
  public Digest digest() {
    digestInto(hash, 0);
    return Digest.read(hash, 0);
  }

  /** Writes the SHA-256 of the text to {@code offset} of an array. */
  public void digestInto(byte[] target, int offset) {
    sha256.update(buffer, 0, size);
    try {
      sha256.digest(target, offset, Digest.LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 has 32 bytes", e);
    }
  }

  /** Forgets what came after the first so many bytes. */
  void truncate(int length) {
    size = length;
  }

  private void escape(byte content) {
    int escape = JsonString.escapeOf(content);
    raw('\\').raw((char) escape);
    if (escape == 'u') {
      raw('0').raw('0');
      raw((char) HEX[content >> 4]).raw((char) HEX[content & 0xF]);
    }
  }

  private void reserve(int bytes) {
    int needed = Math.addExact(size, bytes);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.max(needed, Math.min(2L * needed, MAX_SIZE)));
    }
  }
}
