package org.auditledger.canonical;

/**
 * Points in time, given as PostgreSQL stores them: microseconds since 2000-01-01 UTC, and the two
 * extremes for the infinities. Years 0001 to 9999 of the proleptic Gregorian calendar have a form.
 */
public final class CanonicalTime {

  /** 0001-01-01T00:00:00Z. */
  public static final long FIRST = -63_082_281_600_000_000L;

  /** 9999-12-31T23:59:59.999999Z. */
  public static final long LAST = 252_455_615_999_999_999L;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

  /** Days from 0000-03-01 to 2000-01-01: counted from March, the leap day ends its year. */
  private static final int EPOCH = 730_425;

  private static final int DAYS_PER_ERA = 146_097;

  private CanonicalTime() {}

  /** Whether the time is one of the infinities. */
  static boolean isInfinite(long micros) {
    return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE;
  }

  /** Whether the time has a form. */
  public static boolean hasForm(long micros) {
    return micros >= FIRST && micros <= LAST;
  }

  /** As in the row form and the journal: {@code 2026-03-02T08:00:00.250000Z}, without quotes. */
  public static void write(long micros, CanonicalBytes out) {
    int fraction = writeToSeconds(micros, out);
    out.raw('.').padded(fraction, 6).raw('Z');
  }

  /**
   * As in the chain: {@code 2026-03-02T08:00:00+00:00}, with a fraction only where there is one.
   */
  static void writeLegacy(long micros, CanonicalBytes out) {
    int fraction = writeToSeconds(micros, out);
    if (fraction != 0) {
      out.raw('.').padded(fraction, 6);
    }
    out.raw("+00:00");
  }

  private static int writeToSeconds(long micros, CanonicalBytes out) {
    if (!hasForm(micros)) {
      throw new IllegalArgumentException(micros + " us is not within the years 0001 to 9999");
    }
    writeDate((int) Math.floorDiv(micros, MICROS_PER_DAY), out);
    long ofDay = Math.floorMod(micros, MICROS_PER_DAY);
    int seconds = (int) (ofDay / MICROS_PER_SECOND);
    out.raw('T').padded(seconds / 3600, 2);
    out.raw(':').padded(seconds / 60 % 60, 2);
    out.raw(':').padded(seconds % 60, 2);
    return (int) (ofDay % MICROS_PER_SECOND);
  }

  /** The date so many days after 2000-01-01, by the 400-year cycle of the calendar. */
  private static void writeDate(int days, CanonicalBytes out) {
    int fromMarch = days + EPOCH;
    int era = fromMarch / DAYS_PER_ERA;
    int day = fromMarch % DAYS_PER_ERA;
    int yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    int dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * dayOfYear + 2) / 153;
    int year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0);
    out.padded(year, 4).raw('-');
    out.padded(month < 10 ? month + 3 : month - 9, 2).raw('-');
    out.padded(dayOfYear - (153 * month + 2) / 5 + 1, 2);
  }
}
