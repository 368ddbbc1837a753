package org.auditledger.export;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.auditledger.entry.Verdict;

/**
 * Which entries an export is of: those that all of this is true of.
 *
 * @param first the lowest number, from 1
 * @param last the highest number, or {@link Long#MAX_VALUE}
 * @param since the earliest {@code timestamp}
 * @param until the latest {@code timestamp}, which an entry may have
 * @param verdicts one of these; any, when there are none
 * @param rules one of these {@code rule_id}, likewise
 * @param telemetry one of these {@code telemetry_id}, likewise
 * @param limit so many, the lowest numbers first, or {@link Long#MAX_VALUE}
 */
public record EntryFilter(
    long first,
    long last,
    Optional<Instant> since,
    Optional<Instant> until,
    Set<Verdict> verdicts,
    Set<String> rules,
    Set<String> telemetry,
    long limit) {

  /** Every entry. */
  public static final EntryFilter ALL =
      new EntryFilter(
          1,
          Long.MAX_VALUE,
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Set.of(),
          Set.of(),
          Long.MAX_VALUE);

  public EntryFilter {
    verdicts = Set.copyOf(verdicts);
    rules = Set.copyOf(rules);
    telemetry = Set.copyOf(telemetry);
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no entries are numbered " + first + " to " + last);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("an export has at least one entry, not " + limit);
    }
    if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
      throw new IllegalArgumentException(until.get() + " is before " + since.get());
    }
  }

  /** Whether it lets all entries through that have one of the numbers. */
  boolean isOfNumbersOnly() {
    return since.isEmpty()
        && until.isEmpty()
        && verdicts.isEmpty()
        && rules.isEmpty()
        && telemetry.isEmpty();
  }
}
