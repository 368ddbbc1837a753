package org.auditledger.cli.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads back what a page shows of a text. */
public final class Shown {

  private static final Pattern SPELT = Pattern.compile("\\\\u\\{([0-9A-F]+)\\}");

  private Shown() {}

  /** The text that is shown like this. */
  public static String read(String shown) {
    return SPELT
        .matcher(shown)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
  }
}
