package org.auditledger.figures;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which entries are counted, by their time. Both ends belong to it.
 *
 * @param first nothing for all from the first entry on
 * @param last nothing for all to the last entry
 */
public record Period(Optional<Instant> first, Optional<Instant> last) {

  /** All there is. */
  public static final Period ALL = new Period(Optional.empty(), Optional.empty());

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  public Period {
    if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
      throw new IllegalArgumentException(first.get() + " to " + last.get() + " is no period");
    }
  }

  /** Whether a time lies in it. */
  public boolean contains(Instant time) {
    return first.filter(time::isBefore).isEmpty() && last.filter(time::isAfter).isEmpty();
  }

  /** The first microsecond since 2000 that belongs to it, as a row has times. */
  long firstMicros() {
    return first.map(Period::micros).orElse(Long.MIN_VALUE);
  }

  long lastMicros() {
    return last.map(Period::micros).orElse(Long.MAX_VALUE);
  }

  /** By hand, as the JDK counts nanoseconds on its way, and three centuries are too many. */
  static long micros(Instant time) {
    return (time.getEpochSecond() - EPOCH.getEpochSecond()) * 1_000_000 + time.getNano() / 1_000;
  }

  static Instant instant(long micros) {
    return EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
