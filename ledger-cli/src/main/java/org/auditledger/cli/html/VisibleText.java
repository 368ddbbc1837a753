package org.auditledger.cli.html;

import java.util.Locale;

/**
 * Text as a person has to see it. A sign that shows nothing, or that turns around what stands
 * beside it, is spelt out as <code>&#92;u{202E}</code>; so is a backslash where that could be taken
 * for it. Two texts that differ look different, and each can be told from what is shown.
 */
public final class VisibleText {

  /** Whoever may append can write megabytes into one value. */
  public static final int MOST = 4_000;

  private VisibleText() {}

  /** The text as it is shown; of a very long one its beginning, and how long it is. */
  public static String of(String text) {
    String cut = text.length() <= MOST ? text : text.substring(0, whole(text));
    String visible = spell(cut);
    return cut.length() == text.length()
        ? visible
        : visible + String.format(Locale.ROOT, "… (%,d characters in all)", text.length());
  }

  private static String spell(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (text.startsWith("\\u{", i) || !isSeen(c)) {
        shown.append(String.format(Locale.ROOT, "\\u{%X}", c));
      } else {
        shown.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return shown.toString();
  }

  /** Not between the halves of a character. */
  private static int whole(String text) {
    return Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
  }

  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
