package org.auditledger.canonical;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Which Python float a jsonb number was, and how Python spells it: the shortest digits that parse
 * to the same double, of those the nearest to it. Java 17's own {@code Double.toString} is not
 * always the shortest, and so is no help.
 */
final class PythonFloat {

  /** An exponent is written iff the decimal point is not within so many places of the digits. */
  private static final int LEAST_POINT = -3;

  private static final int MOST_POINT = 16;

  /** No double needs more digits to be told from its neighbours. */
  private static final int MAX_DIGITS = 17;

  /** So many digits always survive in a double that is not subnormal. */
  private static final int SAFE_DIGITS = 15;

  private static final int SAFE_LEAST_POINT = -306;
  private static final int SAFE_MOST_POINT = 308;

  private PythonFloat() {}

  /**
   * Python's text of the float that jsonb prints as this number, which has a fraction or is an
   * integer of 1e16 or more; null when jsonb prints no float so.
   */
  static @Nullable String of(String number) {
    boolean negative = number.startsWith("-");
    String unsigned = negative ? number.substring(1) : number;
    int dot = unsigned.indexOf('.');
    String digits = dot < 0 ? unsigned : unsigned.substring(0, dot) + unsigned.substring(dot + 1);
    int first = 0;
    while (first < digits.length() && digits.charAt(first) == '0') {
      first++;
    }
    int last = digits.length();
    while (last > first && digits.charAt(last - 1) == '0') {
      last--;
    }
    // The value is 0.significant times ten to the power of point.
    int point = (dot < 0 ? unsigned.length() : dot) - first;
    String significant = digits.substring(first, last);
    if (significant.isEmpty()) {
      return number.equals("0.0") ? number : null;
    }
    boolean needlessZeros = dot >= 0 && last < digits.length() && !isWhole(unsigned, dot, point);
    if (needlessZeros || !isShortest(significant, point)) {
      return null;
    }
    return (negative ? "-" : "") + spell(significant, point);
  }

  /**
   * Python's text of a finite float.
   *
   * @param written a decimal that reads as this float: when it is short, it is also the shortest
   */
  static String spell(double value, String written) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal stripped = new BigDecimal(written).stripTrailingZeros();
    int point = stripped.precision() - stripped.scale();
    boolean safe = point >= SAFE_LEAST_POINT && point <= SAFE_MOST_POINT;
    if (!safe || stripped.precision() > SAFE_DIGITS) {
      stripped = shortest(value, safe ? SAFE_DIGITS : 1).stripTrailingZeros();
      point = stripped.precision() - stripped.scale();
    }
    String spelling = spell(stripped.unscaledValue().abs().toString(), point);
    return value < 0 ? "-" + spelling : spelling;
  }

  /** Whether the number ends in {@code .0} as a float does that is whole and not too large. */
  private static boolean isWhole(String number, int dot, int point) {
    return number.length() == dot + 2 && number.charAt(dot + 1) == '0' && point <= MOST_POINT;
  }

  private static boolean isShortest(String digits, int point) {
    if (digits.length() > MAX_DIGITS) {
      return false;
    }
    boolean safe = point >= SAFE_LEAST_POINT && point <= SAFE_MOST_POINT;
    if (safe && digits.length() <= SAFE_DIGITS) {
      return true;
    }
    double value = Double.parseDouble("0." + digits + "e" + point);
    if (value == 0 || Double.isInfinite(value)) {
      return false;
    }
    BigDecimal shortest = shortest(value, safe ? SAFE_DIGITS : 1);
    return shortest.compareTo(new BigDecimal("0." + digits + "e" + point)) == 0;
  }

  /** The shortest decimal of at least so many digits, zeros included, that parses to the value. */
  private static BigDecimal shortest(double value, int leastDigits) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = leastDigits; digits < MAX_DIGITS; digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (nearest.doubleValue() == value) {
        return nearest;
      }
      // Below a power of two doubles are twice as dense: there the nearest decimal may already
      // belong to the neighbour, while the next nearest, on the other side, does not.
      boolean above = nearest.compareTo(exact) > 0;
      RoundingMode otherSide = above ? RoundingMode.DOWN : RoundingMode.UP;
      BigDecimal other = exact.round(new MathContext(digits, otherSide));
      if (other.doubleValue() == value) {
        return other;
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
  }

  private static String spell(String digits, int point) {
    int length = digits.length();
    if (point < LEAST_POINT || point > MOST_POINT) {
      String fraction = length == 1 ? "" : "." + digits.substring(1);
      int exponent = Math.abs(point - 1);
      String padding = exponent < 10 ? "0" : "";
      return digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "-") + padding + exponent;
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= length) {
      return digits + "0".repeat(point - length) + ".0";
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }
}
