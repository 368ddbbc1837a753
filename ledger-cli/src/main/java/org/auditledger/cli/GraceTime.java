package org.auditledger.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time that something is left alone for, as it is typed: 0, 90s, 5m, 12h, 7d. */
final class GraceTime implements ITypeConverter<Duration> {

  private static final Pattern TYPED = Pattern.compile("([0-9]{1,6})([smhd]?)");

  private static final Duration LONGEST = Duration.ofDays(366);

  @Override
  public Duration convert(String typed) {
    Matcher match = TYPED.matcher(typed);
    if (match.matches()) {
      long number = Long.parseLong(match.group(1));
      Duration grace =
          switch (match.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
          };
      if (grace.compareTo(LONGEST) <= 0) {
        return grace;
      }
    }
    throw new TypeConversionException(
        "'" + typed + "' is no time from 0 to 366d, such as 90s, 12h or 7d");
  }
}
