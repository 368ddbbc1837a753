package org.auditledger.cli;

import java.util.Locale;

/** Numbers in words. */
final class Counted {

  private Counted() {}

  static String days(long days) {
    return of(days, "day");
  }

  /** One thing, or so many. */
  static String of(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  /** What a disk holds, in the unit that fits. */
  static String bytes(long bytes) {
    if (bytes < 10_000) {
      return of(bytes, "byte");
    }
    double amount = bytes;
    String[] units = {"kB", "MB", "GB", "TB"};
    int unit = -1;
    while (amount >= 1000 && unit < units.length - 1) {
      amount /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%,.1f %s", amount, units[unit]);
  }
}
