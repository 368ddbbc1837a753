package org.auditledger.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as it is typed: a point in time with its offset, or a day in UTC, which has a first and a
 * last microsecond.
 */
record Moment(Instant first, Instant last) {

  /** Reads one. */
  static final class Reader implements ITypeConverter<Moment> {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    @Override
    public Moment convert(String typed) {
      try {
        if (typed.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
          Instant first = LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant();
          return within(
              new Moment(first, first.plus(1, ChronoUnit.DAYS).minus(1, ChronoUnit.MICROS)));
        }
        Instant time = OffsetDateTime.parse(typed).toInstant();
        if (typed.matches("[0-9]{4}-.*") && time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
          return within(new Moment(time, time));
        }
      } catch (DateTimeException e) {
        // It is said below what would have been one.
      }
      throw new TypeConversionException(
          "'" + typed + "' is no time, such as 2026-06-01 (in UTC) or 2026-06-01T08:00:00+02:00");
    }

    /** Others have no four digits for their year in UTC, and PostgreSQL would not take them. */
    private static Moment within(Moment moment) {
      if (moment.first.isBefore(FIRST) || moment.last.isAfter(LAST)) {
        throw new DateTimeException("not within the years 0001 to 9999");
      }
      return moment;
    }
  }
}
