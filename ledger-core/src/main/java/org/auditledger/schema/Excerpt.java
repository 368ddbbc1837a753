package org.auditledger.schema;

import java.util.Optional;
import java.util.SortedMap;

/** Shortens values for a line that a person reads: the body of a function has a hundred lines. */
final class Excerpt {

  private static final int LONGEST = 100;

  private Excerpt() {}

  /** What is most worth knowing of an object that came or went, after a colon. */
  static String gist(SortedMap<String, String> properties) {
    for (String property : new String[] {"definition", "type"}) {
      String value = properties.get(property);
      if (value != null) {
        return ": " + shown(value, 0);
      }
    }
    StringBuilder all = new StringBuilder();
    properties.forEach(
        (property, value) ->
            all.append(all.isEmpty() ? "" : ", ").append(property).append(' ').append(value));
    return ": " + shown(all.toString(), 0);
  }

  /** {@code old -> new}; of long values, from where they begin to differ. */
  static String change(Optional<String> before, Optional<String> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return before.map(v -> shown(v, 0)).orElse("none")
          + " -> "
          + after.map(v -> shown(v, 0)).orElse("none");
    }
    String old = before.get();
    String now = after.get();
    int start = fits(old) && fits(now) ? 0 : startOfDifference(old, now);
    return shown(old, start) + " -> " + shown(now, start);
  }

  private static boolean fits(String value) {
    return value.length() <= LONGEST;
  }

  /** The start of the first line that differs, or a little before the place in it. */
  private static int startOfDifference(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    int lineStart = same == 0 ? 0 : a.lastIndexOf('\n', same - 1) + 1;
    int near = same - LONGEST / 2;
    if (near <= lineStart) {
      return lineStart;
    }
    int word = a.indexOf(' ', near) + 1;
    return word > 0 && word <= same ? word : near;
  }

  private static String shown(String value, int start) {
    int end = Math.min(value.length(), start + LONGEST);
    return (start > 0 ? "..." : "")
        + onOneLine(value.substring(start, end))
        + (end < value.length() ? "..." : "");
  }

  /**
   * Names and values come from whoever made the object: they must not be able to write lines of
   * their own, nor to turn the direction of ours.
   */
  static String onOneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    line.append(' ');
                default -> line.appendCodePoint(c);
              }
            });
    return line.toString();
  }
}
