package org.auditledger.figures;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What entries come to in numbers.
 *
 * @param entries how many are in the period
 * @param beyond how many are not
 * @param undated how many have no time that a calendar has, and so are in no period that has an end
 * @param first the earliest time in the period
 * @param last the latest
 * @param verdicts how many in the period have which verdict; those that no ledger has are {@link
 *     #OTHERS}
 * @param step how long each of the buckets is
 * @param buckets one after the other, without a gap
 * @param flags which rules flagged
 * @param eras under which schema versions entries were written
 * @param signed how many carry a transcript with a signature, whatever that is worth
 */
public record Figures(
    long entries,
    long beyond,
    long undated,
    Optional<Instant> first,
    Optional<Instant> last,
    Map<String, Long> verdicts,
    Step step,
    List<Bucket> buckets,
    Ranking flags,
    Ranking eras,
    long signed) {

  /** Stands for every verdict that no ledger has. */
  public static final String OTHERS = "others";

  /**
   * A step in time, in UTC.
   *
   * @param begin when it begins
   * @param verdicts how many entries have which verdict; only those that are there
   */
  public record Bucket(LocalDateTime begin, Map<String, Long> verdicts) {
    public Bucket {
      verdicts = Collections.unmodifiableMap(new TreeMap<>(verdicts));
    }

    /** How many entries it has. */
    public long entries() {
      return verdicts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  public Figures {
    verdicts = Collections.unmodifiableMap(new TreeMap<>(verdicts));
    buckets = List.copyOf(buckets);
  }
}
