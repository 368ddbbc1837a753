package org.auditledger.entry;

/** The one spelling of hexadecimal that counts here: two would be two texts for one value. */
public final class LowerHex {

  private LowerHex() {}

  /** Whether a text has nothing but lower-case hexadecimal digits. It is asked for every row. */
  public static boolean isAll(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
