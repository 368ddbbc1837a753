package org.auditledger.canonical;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whether bytes are exactly one JSON value in the one way in which PostgreSQL prints it as jsonb.
 * Only then may they stand in a form as they are: two texts for one value, or a text that goes on
 * after its value, would let two different rows have the same bytes.
 *
 * <p>{@code jsonb_out} prints an object's keys in strict order of their length in bytes, then of
 * their bytes; {@code ": "} and {@code ", "} between and nothing else; numbers as {@code numeric}
 * prints them. Without recursion, since whoever tampers chooses how deep the text is nested.
 */
final class JsonbText {

  /** {@code numeric} has no more digits than these before and after its point. */
  private static final int MAX_INTEGER_DIGITS = 131_072;

  private static final int MAX_FRACTION_DIGITS = 16_383;

  /** What the stack holds for each open container: where the last key is, and its length. */
  private static final int FRAME = 3;

  private static final int ARRAY = -1;
  private static final int NO_KEY_YET = -2;

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ZEROS = "00".getBytes(StandardCharsets.US_ASCII);

  private byte[] text = new byte[0];
  private int at;
  private int end;
  private int[] stack = new int[16 * FRAME];
  private int top;

  /** Whether these bytes are such a text. */
  boolean isWhole(byte[] bytes, int offset, int length) {
    if (!Utf8.isValid(bytes, offset, length)) {
      return false;
    }
    text = bytes;
    at = offset;
    end = offset + length;
    top = 0;
    boolean whole = values() && at == end;
    text = NULL;
    return whole;
  }

  /** Reads values, from where one starts to where the outermost ends. */
  private boolean values() {
    while (true) {
      // Here a value starts; a container that is not empty starts another.
      if (skip('{')) {
        if (!skip('}')) {
          push(NO_KEY_YET);
          if (!key()) {
            return false;
          }
          continue;
        }
      } else if (skip('[')) {
        if (!skip(']')) {
          push(ARRAY);
          continue;
        }
      } else if (!scalar()) {
        return false;
      }
      // Here a value has ended, and with it as many containers as are closed.
      while (top > 0 && skip(inArray() ? ']' : '}')) {
        top -= FRAME;
      }
      if (top == 0) {
        return true;
      }
      if (!skip(',') || !skip(' ') || !(inArray() || key())) {
        return false;
      }
    }
  }

  private boolean skip(char expected) {
    if (at < end && text[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  private boolean scalar() {
    if (at == end) {
      return false;
    }
    return switch (text[at]) {
      case '"' -> string();
      case 't' -> literal(TRUE);
      case 'f' -> literal(FALSE);
      case 'n' -> literal(NULL);
      default -> number();
    };
  }

  private boolean literal(byte[] name) {
    int next = at + name.length;
    if (next > end || !Arrays.equals(text, at, next, name, 0, name.length)) {
      return false;
    }
    at = next;
    return true;
  }

  /** A number as {@code numeric} prints it: no exponent, no plus, no needless or negative zero. */
  private boolean number() {
    boolean negative = skip('-');
    int integer = at;
    boolean zero = digits();
    if (at == integer || at - integer > MAX_INTEGER_DIGITS) {
      return false;
    }
    if (text[integer] == '0' && at - integer > 1) {
      return false;
    }
    if (skip('.')) {
      int fraction = at;
      zero &= digits();
      if (at == fraction || at - fraction > MAX_FRACTION_DIGITS) {
        return false;
      }
    }
    return !(negative && zero);
  }

  /** Reads digits, and says whether all of them are zeros. */
  private boolean digits() {
    boolean zeros = true;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      zeros &= text[at++] == '0';
    }
    return zeros;
  }

  /** A string with escapes where they are needed, and each in its only spelling. */
  private boolean string() {
    if (!skip('"')) {
      return false;
    }
    while (true) {
      at = JsonString.skipPlain(text, at, end);
      if (skip('"')) {
        return true;
      }
      if (!skip('\\') || !escape()) {
        return false;
      }
    }
  }

  private boolean escape() {
    if (at == end) {
      return false;
    }
    return switch (text[at++]) {
      case '"', '\\', 'b', 'f', 'n', 'r', 't' -> true;
      case 'u' -> control();
      default -> false;
    };
  }

  /** The rest of {@code \\u00xx} for a control character without a letter; jsonb has no U+0000. */
  private boolean control() {
    if (!literal(ZEROS) || end - at < 2) {
      return false;
    }
    int high = text[at++] - '0';
    int digit = text[at++];
    int low = digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : digit - '0';
    if (high < 0 || high > 1 || low < 0 || low > 15 || (digit > '9' && digit < 'a')) {
      return false;
    }
    int content = high << 4 | low;
    return content != 0 && JsonString.escapeOf((byte) content) == 'u';
  }

  /** A key that comes after the last key of its object, and the colon. */
  private boolean key() {
    int from = at + 1;
    if (!string()) {
      return false;
    }
    int to = at - 1;
    int length = JsonString.contentLength(text, from, to);
    int frame = top - FRAME;
    if (stack[frame] != NO_KEY_YET && !isAfter(frame, from, to, length)) {
      return false;
    }
    stack[frame] = from;
    stack[frame + 1] = to;
    stack[frame + 2] = length;
    return skip(':') && skip(' ');
  }

  private boolean isAfter(int frame, int from, int to, int length) {
    int last = stack[frame + 2];
    return length > last
        || (length == last
            && JsonString.compare(text, from, to, stack[frame], stack[frame + 1]) > 0);
  }

  private boolean inArray() {
    return stack[top - FRAME] == ARRAY;
  }

  private void push(int state) {
    if (top == stack.length) {
      stack = Arrays.copyOf(stack, 2 * top);
    }
    stack[top] = state;
    top += FRAME;
  }
}
