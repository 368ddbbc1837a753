package org.auditledger.canonical;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.canonical.JsonValue.Members;
import org.auditledger.canonical.JsonValue.Text;
import org.auditledger.canonical.JsonValue.Values;
import org.auditledger.canonical.JsonValue.Word;
import org.auditledger.entry.Quoted;

/** Reads JSON as RFC 8259 has it, and nothing more lenient. */
final class JsonValueReader {

  /** Deeper than any genuine document, and shallower than any stack. */
  private static final int MAX_DEPTH = 200;

  /** Python refuses longer integers. */
  private static final int MAX_DIGITS = 4300;

  private final byte[] text;
  private int at;

  JsonValueReader(byte[] text) {
    this.text = text;
  }

  JsonValue read() {
    if (!Utf8.isValid(text, 0, text.length)) {
      throw new MalformedJsonException(0, "not UTF-8, in the text that begins");
    }
    JsonValue value = value(0);
    skipSpace();
    if (at != text.length) {
      throw refused("something after the end of the JSON value");
    }
    return value;
  }

  private JsonValue value(int depth) {
    if (depth > MAX_DEPTH) {
      throw refused("more than " + MAX_DEPTH + " levels of JSON");
    }
    skipSpace();
    return switch (peek()) {
      case '"' -> new Text(string());
      case '{' -> members(depth);
      case '[' -> values(depth);
      case 't' -> word("true", Word.TRUE);
      case 'f' -> word("false", Word.FALSE);
      case 'n' -> word("null", Word.NULL);
      default -> number();
    };
  }

  private Members members(int depth) {
    Map<String, JsonValue> values = new LinkedHashMap<>();
    at++;
    skipSpace();
    boolean more = !skip('}');
    while (more) {
      skipSpace();
      if (peek() != '"') {
        throw refused("no name of a member");
      }
      int start = at;
      String name = string();
      skipSpace();
      require(':');
      if (values.put(name, value(depth + 1)) != null) {
        at = start;
        throw refused("a second member " + Quoted.of(name));
      }
      skipSpace();
      more = skip(',');
      if (!more) {
        require('}');
      }
    }
    return new Members(values);
  }

  private Values values(int depth) {
    List<JsonValue> values = new ArrayList<>();
    at++;
    skipSpace();
    boolean more = !skip(']');
    while (more) {
      values.add(value(depth + 1));
      skipSpace();
      more = skip(',');
      if (!more) {
        require(']');
      }
    }
    return new Values(values);
  }

  private String string() {
    int from = ++at;
    at = JsonString.skipPlain(text, at, text.length);
    if (peek() == '"') {
      return new String(text, from, at++ - from, StandardCharsets.UTF_8);
    }
    StringBuilder content = new StringBuilder();
    while (peek() != '"') {
      content.append(new String(text, from, at - from, StandardCharsets.UTF_8));
      if (peek() != '\\') {
        throw refused("a control character in a string");
      }
      escape(content);
      from = at;
      at = JsonString.skipPlain(text, at, text.length);
    }
    return content.append(new String(text, from, at++ - from, StandardCharsets.UTF_8)).toString();
  }

  private void escape(StringBuilder content) {
    at++;
    switch (peek()) {
      case '"', '\\', '/' -> content.append((char) text[at++]);
      case 'b' -> escaped(content, '\b');
      case 'f' -> escaped(content, '\f');
      case 'n' -> escaped(content, '\n');
      case 'r' -> escaped(content, '\r');
      case 't' -> escaped(content, '\t');
      case 'u' -> unicode(content);
      default -> throw refused("no escape that JSON has");
    }
  }

  private void escaped(StringBuilder content, char character) {
    content.append(character);
    at++;
  }

  private void unicode(StringBuilder content) {
    int start = at - 1;
    char first = unit();
    if (first == 0) {
      at = start;
      throw refused("U+0000, which no database can store,");
    }
    content.append(first);
    if (Character.isSurrogate(first)) {
      boolean pair = Character.isHighSurrogate(first) && skip('\\') && peek() == 'u';
      char second = pair ? unit() : 0;
      if (!Character.isLowSurrogate(second)) {
        at = start;
        throw refused("half a character (an unpaired surrogate)");
      }
      content.append(second);
    }
  }

  /** The four digits after the u at which it stands. */
  private char unit() {
    at++;
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw refused("no hexadecimal digit");
      }
      unit = unit << 4 | digit;
      at++;
    }
    return (char) unit;
  }

  private JsonValue.Numeral number() {
    int from = at;
    boolean negative = skip('-');
    int first = at;
    int digits = digits();
    boolean plain = true;
    if (digits == 0 || (text[first] == '0' && digits > 1)) {
      at = from;
      throw refused("no JSON value");
    }
    if (skip('.')) {
      plain = false;
      requireDigits();
    }
    if (skip('e') || skip('E')) {
      plain = false;
      if (!skip('+')) {
        skip('-');
      }
      requireDigits();
    }
    if (at - from > MAX_DIGITS) {
      throw refused("a number of more than " + MAX_DIGITS + " characters");
    }
    String literal = new String(text, from, at - from, StandardCharsets.US_ASCII);
    if (plain) {
      return new JsonValue.Numeral(negative && text[first] == '0' ? "0" : literal);
    }
    double value = Double.parseDouble(literal);
    if (Double.isInfinite(value)) {
      at = from;
      throw refused("a number that is too large for a float");
    }
    return new JsonValue.Numeral(PythonFloat.spell(value, literal));
  }

  private void requireDigits() {
    if (digits() == 0) {
      throw refused("no digit");
    }
  }

  private int digits() {
    int from = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private JsonValue word(String name, Word word) {
    for (int i = 0; i < name.length(); i++) {
      if (!skip(name.charAt(i))) {
        throw refused("no JSON value");
      }
    }
    return word;
  }

  private void skipSpace() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
      at++;
    }
  }

  /** The next byte; there has to be one. */
  private int peek() {
    if (at >= text.length) {
      throw refused("the JSON text ends too early,");
    }
    return text[at] & 0xFF;
  }

  private void require(char expected) {
    if (!skip(expected)) {
      throw refused("no " + expected);
    }
  }

  private boolean skip(char expected) {
    boolean found = at < text.length && text[at] == expected;
    at += found ? 1 : 0;
    return found;
  }

  private MalformedJsonException refused(String what) {
    return new MalformedJsonException(at, what);
  }
}
