package org.auditledger.entry;

/**
 * A caller's text as a message shows it: in quotes, and of one that has no end the beginning. What
 * is wrong with it shows there, or in its not being what it should be.
 */
public final class Quoted {

  private static final int SHOWN = 80;

  private Quoted() {}

  public static String of(String text) {
    return text.length() > SHOWN ? '"' + text.substring(0, SHOWN) + "\"..." : '"' + text + '"';
  }
}
