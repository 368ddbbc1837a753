package org.auditledger.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.auditledger.chain.Head;
import org.auditledger.chain.Noted;
import org.auditledger.chain.Segment;
import org.auditledger.chain.TimeReversal;
import org.auditledger.entry.Digest;
import org.auditledger.seal.CompactRange;

/**
 * What a ledger's entries reduce to.
 *
 * @param segment the chain, and what does not fit in it
 * @param leaves the entries log, unless some entry has no leaf or no place in it
 * @param runs the values of {@code schema_version}; none where there is no such column
 * @param content what is wrong within entries
 * @param notChecked what could not be judged within entries
 * @param verdicts how many entries have which verdict
 */
public record EntriesAccount(
    Segment segment,
    Optional<CompactRange> leaves,
    Noted<VersionRun> runs,
    Noted<Finding> content,
    List<Unchecked> notChecked,
    Map<String, Long> verdicts) {

  public EntriesAccount {
    notChecked = List.copyOf(notChecked);
    verdicts = Collections.unmodifiableMap(new TreeMap<>(verdicts));
  }

  static EntriesAccount of(
      Stretch whole,
      Noted<Finding> content,
      List<Unchecked> notChecked,
      Map<String, Long> verdicts) {
    return new EntriesAccount(
        whole.segment(), whole.leaves(), whole.runs(), content, notChecked, verdicts);
  }

  /** How many entries there are, numbered or not. */
  public long rows() {
    return segment.rows() + segment.unnumbered();
  }

  /**
   * Where the chain ends; that of a ledger without entries is {@link Head#GENESIS}. Absent when the
   * last entry carries no hash that a next one could continue.
   */
  public Optional<Head> head() {
    return rows() == 0 ? Optional.of(Head.GENESIS) : segment.head();
  }

  /**
   * The root of the entries log; absent where {@link #leaves} is, and findings say why, and for a
   * ledger that was not read from its first entry.
   */
  public Optional<Digest> root() {
    return leaves.filter(range -> range.begin() == 0).map(CompactRange::root);
  }

  /** What is wrong in the chain, by entry. */
  public Noted<Finding> chain() {
    return ChainFindings.merge(segment.breaks(), Noted.none());
  }

  /** All that is wrong, in the chain and within entries, by entry. */
  public Noted<Finding> findings() {
    return ChainFindings.merge(segment.breaks(), content);
  }

  /** All that could not be judged, in entries and between them. */
  public List<Unchecked> unchecked() {
    Noted<TimeReversal> reversals = segment.reversals();
    if (reversals.total() == 0) {
      return notChecked;
    }
    List<Unchecked> all = new ArrayList<>(notChecked);
    OptionalLong first = OptionalLong.of(reversals.first().get(0).sequence());
    all.add(new Unchecked(Unchecked.Reason.TIME_REVERSED, "timestamp", reversals.total(), first));
    return all;
  }
}
