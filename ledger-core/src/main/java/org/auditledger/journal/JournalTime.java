package org.auditledger.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalTime;
import org.auditledger.canonical.MembersReader;

/** Points in time as statements write them: to the microsecond, of the years 0001 to 9999. */
public final class JournalTime {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private JournalTime() {}

  /** The text of a point in time that has nothing below its microseconds. */
  public static String text(Instant time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
      throw new IllegalArgumentException("a time here ends with its microseconds, unlike " + time);
    }
    CanonicalBytes text = new CanonicalBytes();
    long seconds = time.getEpochSecond() - EPOCH.getEpochSecond();
    // Not ChronoUnit.MICROS.between, which counts nanoseconds first and overflows before 1708.
    CanonicalTime.write(
        Math.addExact(Math.multiplyExact(seconds, 1_000_000), time.getNano() / 1000), text);
    return new String(text.toBytes(), StandardCharsets.US_ASCII);
  }

  /** The point in time that this text stands for; a 31st of February is none. */
  public static Optional<Instant> read(String text) {
    if (!Shape.TIME.fits(new Text(text))) {
      return Optional.empty();
    }
    try {
      // Java takes hour 24 and rolls it over, and knows the year 0; neither is written again so.
      return Optional.of(Instant.parse(text))
          .filter(time -> !text.startsWith("0000") && text(time).equals(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The point in time in this member, if it is there.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Optional<Instant> find(MembersReader members, String name) {
    return members
        .findText(name)
        .map(
            text ->
                read(text)
                    .orElseThrow(
                        () -> new IllegalArgumentException("\"" + name + "\" is no time")));
  }
}
