package org.auditledger.cli;

import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Two times as they are typed, of which one may be left out. What is typed is meant to be in it,
 * and so a day at the end is in it to its last microsecond.
 */
record DateRange(Optional<Instant> since, Optional<Instant> until) {

  static final DateRange ALWAYS = new DateRange(Optional.empty(), Optional.empty());

  /** Reads one. */
  static final class Reader implements ITypeConverter<DateRange> {

    private final Moment.Reader moments = new Moment.Reader();

    @Override
    public DateRange convert(String typed) {
      String[] ends = typed.split(",", -1);
      if (ends.length != 2 || typed.equals(",")) {
        throw new TypeConversionException(
            "'"
                + typed
                + "' is no range, such as 2026-01-01,2026-03-31 or 2026-06-01T08:00:00+02:00,"
                + " (open)");
      }
      DateRange range =
          new DateRange(moment(ends[0]).map(Moment::first), moment(ends[1]).map(Moment::last));
      if (range.since.isPresent()
          && range.until.isPresent()
          && range.until.get().isBefore(range.since.get())) {
        throw new TypeConversionException("'" + typed + "' ends before it begins");
      }
      return range;
    }

    private Optional<Moment> moment(String typed) {
      return typed.isEmpty() ? Optional.empty() : Optional.of(moments.convert(typed));
    }
  }
}
