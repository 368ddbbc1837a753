package org.auditledger.doctor;

import java.time.Duration;
import java.util.Locale;

/** How long something is, as one says it. */
final class Span {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Span() {}

  /** In the unit that fits, rounded down; what is not over yet is no time at all. */
  static String of(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds >= 2 * DAY) {
      return said(seconds / DAY, "day");
    }
    if (seconds >= 2 * HOUR) {
      return said(seconds / HOUR, "hour");
    }
    return seconds >= 2 * MINUTE ? said(seconds / MINUTE, "minute") : said(seconds, "second");
  }

  private static String said(long count, String unit) {
    return String.format(Locale.ROOT, "%,d %s%s", count, unit, count == 1 ? "" : "s");
  }
}
