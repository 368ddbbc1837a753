package org.auditledger.entry;

import java.util.regex.Pattern;

/**
 * What a ledger is called, in its checkpoints and by the keys that sign them. Lower-case and plain,
 * so that it needs no quoting in a note, a path or a URL.
 */
public record LedgerName(String value) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._/-]{0,99}");

  public LedgerName {
    if (!isName(value)) {
      throw new IllegalArgumentException(
          "a ledger's name is "
              + NAME
              + ", unlike \""
              + (value.length() > 120 ? value.substring(0, 120) + "..." : value)
              + "\"");
    }
  }

  /** Whether a ledger may be called so. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
