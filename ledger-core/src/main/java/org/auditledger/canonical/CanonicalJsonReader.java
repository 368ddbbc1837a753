package org.auditledger.canonical;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text that claims to be canonical. It need not be strict: whoever calls it writes the
 * value again and compares. It has only to end, and to have a bound on what it builds.
 */
final class CanonicalJsonReader {

  /** Deeper than any document of ours, and shallower than any stack. */
  private static final int MAX_DEPTH = 64;

  private final byte[] text;
  private int at;

  CanonicalJsonReader(byte[] text) {
    this.text = text;
  }

  Optional<CanonicalJson> read() {
    boolean utf8 = Utf8.isValid(text, 0, text.length);
    CanonicalJson value = utf8 ? value(0) : null;
    return at == text.length ? Optional.ofNullable(value) : Optional.empty();
  }

  private @Nullable CanonicalJson value(int depth) {
    if (at >= text.length || depth > MAX_DEPTH) {
      return null;
    }
    return switch (text[at]) {
      case '"' -> string();
      case '{' -> members(depth);
      case '[' -> sequence(depth);
      case 't' -> word("true", new Flag(true));
      case 'f' -> word("false", new Flag(false));
      default -> whole();
    };
  }

  private @Nullable Members members(int depth) {
    SortedMap<String, CanonicalJson> values = new TreeMap<>();
    at++;
    boolean more = !skip('}');
    while (more) {
      Text name = at < text.length && text[at] == '"' ? string() : null;
      if (name == null || !skip(':')) {
        return null;
      }
      CanonicalJson value = value(depth + 1);
      if (value == null) {
        return null;
      }
      values.put(name.value(), value);
      more = skip(',');
      if (!more && !skip('}')) {
        return null;
      }
    }
    return new Members(values);
  }

  private @Nullable Sequence sequence(int depth) {
    List<CanonicalJson> values = new ArrayList<>();
    at++;
    boolean more = !skip(']');
    while (more) {
      CanonicalJson value = value(depth + 1);
      if (value == null) {
        return null;
      }
      values.add(value);
      more = skip(',');
      if (!more && !skip(']')) {
        return null;
      }
    }
    return new Sequence(values);
  }

  private @Nullable Text string() {
    CanonicalBytes content = new CanonicalBytes();
    int from = ++at;
    while (true) {
      at = JsonString.skipPlain(text, at, text.length);
      if (at == text.length) {
        return null;
      }
      if (text[at] == '"') {
        break;
      }
      boolean unicode = text[at] == '\\' && at + 1 < text.length && text[at + 1] == 'u';
      int width = unicode ? 6 : 2;
      if (text[at] != '\\' || text.length - at < width) {
        return null;
      }
      at += width;
    }
    JsonString.decode(text, from, at++, content);
    return new Text(new String(content.buffer(), 0, content.size(), StandardCharsets.UTF_8));
  }

  private @Nullable Whole whole() {
    int from = at;
    while (at < text.length && (text[at] == '-' || (text[at] >= '0' && text[at] <= '9'))) {
      at++;
    }
    try {
      return new Whole(
          Long.parseLong(new String(text, from, at - from, StandardCharsets.US_ASCII)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private @Nullable CanonicalJson word(String word, CanonicalJson value) {
    for (int i = 0; i < word.length(); i++) {
      if (!skip(word.charAt(i))) {
        return null;
      }
    }
    return value;
  }

  private boolean skip(char expected) {
    boolean found = at < text.length && text[at] == expected;
    at += found ? 1 : 0;
    return found;
  }
}
