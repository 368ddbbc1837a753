package org.auditledger.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as it is typed: 90s, 5m, 1h; without a unit, seconds. */
final class Durations implements ITypeConverter<Duration> {

  private static final Pattern TYPED = Pattern.compile("([0-9]{1,6})([smh]?)");

  @Override
  public Duration convert(String typed) {
    Matcher match = TYPED.matcher(typed);
    if (match.matches()) {
      long number = Long.parseLong(match.group(1));
      Duration duration =
          switch (match.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
          };
      if (!duration.isZero() && duration.compareTo(Duration.ofDays(1)) <= 0) {
        return duration;
      }
    }
    throw new TypeConversionException(
        "'" + typed + "' is no time from 1s to 24h, such as 90s, 5m or 1h");
  }
}
