package org.auditledger.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Python wrote before it hashed, made from what jsonb keeps of it: from FORMAT.md alone, and
 * with no code of the product. Where jsonb has forgotten which of two numbers it was, in each way.
 */
final class PythonText {

  /** Python writes integers of any size, and jsonb keeps a float from here on as one. */
  private static final BigInteger AMBIGUOUS = BigInteger.TEN.pow(16);

  private static final int MOST_CHOICES = 12;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private final long choice;
  private int choices;
  private boolean possible = true;
  private final StringBuilder out = new StringBuilder();

  private PythonText(long choice) {
    this.choice = choice;
  }

  static JsonNode parse(String jsonb) {
    return JSON.readTree(jsonb);
  }

  /** Each text that it may have been. */
  static List<String> of(JsonNode document) {
    List<String> texts = new ArrayList<>();
    int choices = 0;
    for (long choice = 0; choice < 1L << choices; choice++) {
      PythonText text = new PythonText(choice);
      text.write(document);
      choices = text.choices;
      if (choices > MOST_CHOICES) {
        throw new IllegalArgumentException("a test has no such document: " + document);
      }
      if (text.possible) {
        texts.add(text.out.toString());
      }
    }
    return texts;
  }

  private void write(JsonNode node) {
    if (node.isObject()) {
      List<String> names = new ArrayList<>(node.propertyNames());
      names.sort(BY_CODE_POINT);
      String separator = "{";
      for (String name : names) {
        out.append(separator).append(quoted(name)).append(':');
        write(node.get(name));
        separator = ",";
      }
      out.append(names.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      out.append('[');
      for (int i = 0; i < node.size(); i++) {
        out.append(i == 0 ? "" : ",");
        write(node.get(i));
      }
      out.append(']');
    } else if (node.isString()) {
      out.append(quoted(node.asString()));
    } else if (node.isIntegralNumber()) {
      whole(node.bigIntegerValue());
    } else if (node.isNumber()) {
      fraction(node.decimalValue());
    } else {
      out.append(node);
    }
  }

  private void whole(BigInteger value) {
    double nearest = value.doubleValue();
    boolean ambiguous = value.abs().compareTo(AMBIGUOUS) >= 0 && !Double.isInfinite(nearest);
    if (ambiguous
        && new BigDecimal(repr(nearest)).compareTo(new BigDecimal(value)) == 0
        && next()) {
      out.append(repr(nearest));
    } else {
      out.append(value);
    }
  }

  private void fraction(BigDecimal value) {
    if (value.signum() == 0) {
      possible &= value.scale() == 1;
      out.append(next() ? "-0.0" : "0.0");
      return;
    }
    String repr = repr(value.doubleValue());
    // With its scale: no float is printed as 1.10.
    possible &= new BigDecimal(repr).toPlainString().equals(value.toPlainString());
    out.append(repr);
  }

  private boolean next() {
    return (choice >> choices++ & 1) == 1;
  }

  /** The shortest digits that are this float and no other. */
  static String repr(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int digits = 17; digits >= 1; digits--) {
      BigDecimal shorter = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (shorter.doubleValue() != value) {
        break;
      }
      shortest = shorter;
    }
    shortest = shortest.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = shortest.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = shortest.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /** A string as each of the forms has it. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        default ->
            quoted.append(c < 0x20 ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c + "");
      }
    }
    return quoted.append('"').toString();
  }
}
