package org.auditledger.canonical;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value that a caller wants stored, as Python's {@code json} would have read it: a number
 * with a fraction or an exponent is a float, every other one an integer. It has two texts. What is
 * hashed is {@link #writePython}, what is stored is {@link #writeJsonb}: exactly what the server
 * would print, so that a row is known byte for byte before it is sent.
 *
 * <p>Only what both can hold is read: no U+0000, no unpaired surrogate, no number that is too large
 * for a float, and no name twice in one object.
 */
public sealed interface JsonValue {

  /** A string. */
  record Text(String value) implements JsonValue {}

  /**
   * A number.
   *
   * @param python how Python spells it
   */
  record Numeral(String python) implements JsonValue {}

  /** What is no value but a word. */
  enum Word implements JsonValue {
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    private final String word;

    Word(String word) {
      this.word = word;
    }
  }

  /** Values in an order that means something. */
  record Values(List<JsonValue> values) implements JsonValue {
    public Values {
      values = List.copyOf(values);
    }
  }

  /** Named values, in the order of their author. */
  record Members(Map<String, JsonValue> values) implements JsonValue {
    public Members {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of this name, if there is one. */
    public Optional<JsonValue> find(String name) {
      return Optional.ofNullable(values.get(name));
    }

    /** The string of this name, if there is one. */
    public Optional<String> text(String name) {
      return find(name).filter(Text.class::isInstance).map(value -> ((Text) value).value());
    }

    /** The same object with this string in it too, or instead. */
    public Members with(String name, String text) {
      Map<String, JsonValue> changed = new LinkedHashMap<>(values);
      changed.put(name, new Text(text));
      return new Members(changed);
    }
  }

  /**
   * Reads exactly one value.
   *
   * @throws MalformedJsonException when the UTF-8 text is something else
   */
  static JsonValue parse(byte[] utf8) {
    return new JsonValueReader(utf8).read();
  }

  /** Reads exactly one value. */
  static JsonValue parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends what Python's {@code json.dumps} prints, with sorted keys and without white space. */
  default void writePython(CanonicalBytes out) {
    write(out, true);
  }

  /** Appends what PostgreSQL prints when it has stored the value as {@code jsonb}. */
  default void writeJsonb(CanonicalBytes out) {
    write(out, false);
  }

  private void write(CanonicalBytes out, boolean python) {
    if (this instanceof Text text) {
      out.string(text.value());
    } else if (this instanceof Numeral numeral) {
      out.raw(python ? numeral.python : jsonbNumber(numeral.python));
    } else if (this instanceof Word word) {
      out.raw(word.word);
    } else if (this instanceof Values values) {
      String separator = "[";
      for (JsonValue value : values.values()) {
        value.write(out.raw(separator), python);
        separator = python ? "," : ", ";
      }
      out.raw(values.values().isEmpty() ? "[]" : "]");
    } else if (this instanceof Members members) {
      String separator = "{";
      List<String> names = new ArrayList<>(members.values().keySet());
      names.sort(python ? CanonicalJson.BY_CODE_POINT : AS_JSONB);
      for (String name : names) {
        out.raw(separator).string(name).raw(python ? ":" : ": ");
        members.find(name).orElseThrow().write(out, python);
        separator = python ? "," : ", ";
      }
      out.raw(names.isEmpty() ? "{}" : "}");
    }
  }

  /** {@code numeric} has no exponent, and no zero with a sign. */
  private static String jsonbNumber(String python) {
    return python.indexOf('e') < 0 && !python.startsWith("-0")
        ? python
        : new BigDecimal(python).toPlainString();
  }

  /** {@code jsonb} sorts names by their length in bytes, and then by their bytes. */
  Comparator<String> AS_JSONB =
      Comparator.comparing(
          name -> name.getBytes(StandardCharsets.UTF_8),
          Comparator.<byte[]>comparingInt(bytes -> bytes.length)
              .thenComparing(Arrays::compareUnsigned));
}
