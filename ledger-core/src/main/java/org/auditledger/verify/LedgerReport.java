package org.auditledger.verify;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;

/**
 * What was found about a ledger, wherever it was read from.
 *
 * @param ledger its name, if it has one
 * @param read which entries were read, and how many
 * @param head where the chain ends, if it does with an entry that can be continued
 * @param root over every column of every entry; none when some entry has no leaf, or was not read
 * @param verdicts how many of the entries that were read have which verdict
 * @param sealedTo the last entry of the last seal that counts
 * @param anchoredTo the last entry of the anchor, if it was used
 * @param unchecked what could not be judged in the entries
 * @param areas the four verdicts, in their order
 * @param evidenceUsed whether all that was given to check it by was fully used
 */
public record LedgerReport(
    Optional<LedgerName> ledger,
    Read read,
    Optional<Head> head,
    Optional<Digest> root,
    Map<String, Long> verdicts,
    OptionalLong sealedTo,
    OptionalLong anchoredTo,
    List<Unchecked> unchecked,
    List<AreaReport> areas,
    boolean evidenceUsed) {

  /**
   * Which entries were read.
   *
   * @param first the number of the first of them; those before it were not read
   * @param entries how many
   */
  public record Read(long first, long entries) {}

  public LedgerReport {
    verdicts = Collections.unmodifiableMap(new TreeMap<>(verdicts));
    unchecked = List.copyOf(unchecked);
    areas = List.copyOf(areas);
    if (!areas.stream().map(AreaReport::area).toList().equals(List.of(Area.values()))) {
      throw new IllegalArgumentException("a report has each area once, in their order");
    }
  }

  /** What was found about one of them. */
  public AreaReport area(Area area) {
    return areas.stream().filter(one -> one.area() == area).findFirst().orElseThrow();
  }

  /** Whether anything is wrong. */
  public boolean isSound() {
    return areas.stream().allMatch(area -> area.findings().total() == 0);
  }
}
