package org.auditledger.figures;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.auditledger.entry.Verdict;

/** What readers add up. */
final class Sums {

  /** As many buckets fit on a page, and a person can still tell one from the next. */
  static final int MOST_BUCKETS = 62;

  /** Rules are somebody's work, and nobody has more; it bounds what a forger makes us keep. */
  static final int MOST_RULES = 20_000;

  static final int MOST_ERAS = 32;
  static final int SHOWN = 20;

  private static final List<Verdict> VERDICTS = List.of(Verdict.values());
  private static final int OTHER = VERDICTS.size();

  /** The years 1 to 9999, in microseconds since 2000: no other time has a canonical form. */
  private static final long FIRST_DATE = -63_082_281_600_000_000L;

  /** What is not even a date. */
  static final long NO_TIME = Long.MIN_VALUE;

  private static final long AFTER_DATES = 252_455_616_000_000_000L;

  private final Period period;
  private final long[] verdicts = new long[OTHER + 1];
  private final Timeline timeline = new Timeline(OTHER + 1);
  private long beyond;
  private long undated;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;

  final Labelled flags = new Labelled(MOST_RULES);
  final Labelled eras = new Labelled(MOST_ERAS);
  long signed;

  Sums(Period period) {
    this.period = period;
  }

  /** Counts an entry; whether it is in the period. */
  boolean take(long micros, int kind) {
    if (micros < FIRST_DATE || micros >= AFTER_DATES) {
      undated++;
      if (!period.equals(Period.ALL)) {
        return false;
      }
    } else {
      if (micros < period.firstMicros() || micros > period.lastMicros()) {
        beyond++;
        return false;
      }
      firstMicros = Math.min(firstMicros, micros);
      lastMicros = Math.max(lastMicros, micros);
      timeline.add(micros, kind);
    }
    verdicts[kind]++;
    return true;
  }

  void add(Sums more) {
    for (int kind = 0; kind <= OTHER; kind++) {
      verdicts[kind] += more.verdicts[kind];
    }
    beyond += more.beyond;
    undated += more.undated;
    firstMicros = Math.min(firstMicros, more.firstMicros);
    lastMicros = Math.max(lastMicros, more.lastMicros);
    timeline.add(more.timeline);
    flags.add(more.flags);
    eras.add(more.eras);
    signed += more.signed;
  }

  Figures figures() {
    Optional<Instant> first = firstMicros > lastMicros ? Optional.empty() : at(firstMicros);
    Optional<Instant> last = firstMicros > lastMicros ? Optional.empty() : at(lastMicros);
    Map<String, Long> counted = named(verdicts);
    Step step = first.isPresent() ? step(first.get(), last.orElseThrow()) : Step.DAY;
    return new Figures(
        counted.values().stream().mapToLong(Long::longValue).sum(),
        beyond,
        undated,
        first,
        last,
        counted,
        step,
        first.isPresent() ? buckets(step, first.get(), last.orElseThrow()) : List.of(),
        flags.ranking(SHOWN),
        eras.ranking(SHOWN),
        signed);
  }

  private static Optional<Instant> at(long micros) {
    return Optional.of(Period.instant(micros));
  }

  private Step step(Instant first, Instant last) {
    Step wanted = Step.forMost(MOST_BUCKETS, utc(begin(first)), utc(end(last)));
    // With a hundred times as many kept as are shown it is finer only where times lie wildly.
    return wanted.compareTo(timeline.step()) < 0 ? timeline.step() : wanted;
  }

  /** What was asked for is shown from its beginning, also where nothing was written yet. */
  private Instant begin(Instant first) {
    return period.first().filter(asked -> isNear(asked, first)).orElse(first);
  }

  private Instant end(Instant last) {
    return period.last().filter(asked -> isNear(last, asked)).orElse(last);
  }

  /** Who asks for all since the year 1 wants to see what there is. */
  private static boolean isNear(Instant earlier, Instant later) {
    return earlier.until(later, java.time.temporal.ChronoUnit.DAYS) < 3660;
  }

  private List<Figures.Bucket> buckets(Step step, Instant first, Instant last) {
    List<Figures.Bucket> buckets = new ArrayList<>();
    LocalDateTime end = utc(end(last));
    LocalDateTime at = step.floor(utc(begin(first)));
    while (!at.isAfter(end)) {
      LocalDateTime next = step.next(at);
      buckets.add(new Figures.Bucket(at, named(timeline.sum(at, next))));
      at = next;
    }
    return buckets;
  }

  private static LocalDateTime utc(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  private static Map<String, Long> named(long[] counts) {
    Map<String, Long> named = new TreeMap<>();
    for (int kind = 0; kind <= OTHER; kind++) {
      if (counts[kind] > 0) {
        named.put(kind == OTHER ? Figures.OTHERS : VERDICTS.get(kind).name(), counts[kind]);
      }
    }
    return named;
  }
}
