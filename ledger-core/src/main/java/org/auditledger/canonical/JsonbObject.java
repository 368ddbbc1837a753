package org.auditledger.canonical;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The members of a jsonb object, found in its text. A member's value is again jsonb text, and may
 * be searched for its pre-image. It looks at somebody else's buffer, and is valid as long as that
 * is.
 */
public final class JsonbObject {

  private final byte[] text;
  private final int offset;
  private final int length;

  private JsonbObject(byte[] text, int offset, int length) {
    this.text = text;
    this.offset = offset;
    this.length = length;
  }

  /** Where a value's text is. */
  public record Range(int offset, int length) {}

  /** The object whose jsonb text this is, unless it is none. */
  public static Optional<JsonbObject> read(byte[] text, int offset, int length) {
    boolean object = new JsonbText().isWhole(text, offset, length) && text[offset] == '{';
    return object ? Optional.of(new JsonbObject(text, offset, length)) : Optional.empty();
  }

  /** Where the text of the member's value is, if there is such a member. */
  public Optional<Range> find(String key) {
    byte[] literal = literal(key);
    int end = offset + length;
    int at = offset + 1;
    while (at < end - 1) {
      int keyEnd = JsonString.end(text, at, end);
      int valueEnd = valueEnd(keyEnd + 2, end);
      if (Arrays.equals(text, at, keyEnd, literal, 0, literal.length)) {
        return Optional.of(new Range(keyEnd + 2, valueEnd - (keyEnd + 2)));
      }
      at = valueEnd + 2;
    }
    return Optional.empty();
  }

  /** Keys are looked for in every row, and hardly any needs an escape. */
  private static byte[] literal(String key) {
    boolean plain = key.chars().allMatch(c -> c < 0x80 && JsonString.escapeOf((byte) c) == 0);
    return plain
        ? ('"' + key + '"').getBytes(StandardCharsets.US_ASCII)
        : new CanonicalBytes().string(key).toBytes();
  }

  /** The member's value, if there is such a member and it is an object. */
  public Optional<JsonbObject> object(String key) {
    return find(key)
        .filter(range -> text[range.offset] == '{')
        .map(range -> new JsonbObject(text, range.offset, range.length));
  }

  /** The member's value, if there is such a member and it is a string. */
  public Optional<String> string(String key) {
    return find(key).filter(range -> text[range.offset] == '"').map(this::decode);
  }

  /**
   * Appends the UTF-8 bytes of the member's value to {@code out}: for values that are hashed or
   * compared, and may be long.
   *
   * @return false, and nothing is appended, when there is no such member or it is no string
   */
  public boolean string(String key, CanonicalBytes out) {
    Optional<Range> range = find(key).filter(found -> text[found.offset] == '"');
    range.ifPresent(found -> decode(found, out));
    return range.isPresent();
  }

  private String decode(Range range) {
    CanonicalBytes content = new CanonicalBytes();
    decode(range, content);
    return new String(content.buffer(), 0, content.size(), StandardCharsets.UTF_8);
  }

  private void decode(Range range, CanonicalBytes out) {
    JsonString.decode(text, range.offset + 1, range.offset + range.length - 1, out);
  }

  /**
   * Where the value ends that starts at {@code from}: before the next comma or brace outside it.
   */
  private int valueEnd(int from, int end) {
    int depth = 0;
    int at = from;
    while (at < end) {
      switch (text[at]) {
        case '"' -> at = JsonString.end(text, at, end) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      if (depth < 0 || (depth == 0 && text[at] == ',')) {
        return at;
      }
      at++;
    }
    return at;
  }
}
