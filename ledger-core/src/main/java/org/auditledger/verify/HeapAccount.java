package org.auditledger.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.chain.Noted;
import org.auditledger.entry.Digest;
import org.auditledger.seal.CompactRange;

/**
 * What a ledger comes to that was read from its table part by part.
 *
 * @param roots of the entries log at the sizes that were asked for, as far as it reaches and has
 *     one
 * @param ranges of the entries log between these sizes, as far as it has them, and to its end
 */
public record HeapAccount(
    EntriesAccount entries, SortedMap<Long, Digest> roots, List<CompactRange> ranges) {

  public HeapAccount {
    roots = Collections.unmodifiableSortedMap(new TreeMap<>(roots));
    ranges = List.copyOf(ranges);
  }

  /** What was read in order, and has its roots only. */
  public HeapAccount(EntriesAccount entries, SortedMap<Long, Digest> roots) {
    this(entries, roots, List.of());
  }

  /**
   * Puts together what the readers of all parts have found; to be asked once.
   *
   * @return nothing when the rows have to be read sorted, to say what is wrong with them
   */
  public static Optional<HeapAccount> of(Collection<HeapChecks> readers, NavigableSet<Long> sizes) {
    if (!readers.stream().allMatch(HeapChecks::isInPieces)) {
      return Optional.empty();
    }
    List<HeapChecks.Found> pieces = new ArrayList<>();
    readers.forEach(reader -> pieces.addAll(reader.found()));
    pieces.sort(Comparator.comparingLong(HeapChecks.Found::first));
    SortedMap<Long, Digest> roots = new TreeMap<>();
    Stretch whole = Stretch.GENESIS;
    List<CompactRange> ranges = new ArrayList<>();
    long next = 1;
    noteRoot(whole, 0, sizes, roots);
    for (HeapChecks.Found piece : pieces) {
      if (piece.first() < next) {
        return Optional.empty();
      }
      whole = whole.combine(piece.stretch());
      if (whole.leaves().isPresent()) {
        join(ranges, piece.stretch().leaves().orElseThrow(), sizes);
      }
      next = piece.next();
      noteRoot(whole, next - 1, sizes, roots);
    }
    long unnumbered = readers.stream().mapToLong(HeapChecks::unnumbered).sum();
    if (unnumbered > 0) {
      whole = whole.combine(Stretch.unnumbered(unnumbered));
    }
    return Optional.of(
        new HeapAccount(
            EntriesAccount.of(
                whole, findings(readers), Tally.sum(notChecked(readers)), verdicts(readers)),
            roots,
            ranges));
  }

  /** A range goes on with what follows, unless its end is one that was asked for. */
  private static void join(List<CompactRange> ranges, CompactRange next, NavigableSet<Long> sizes) {
    if (ranges.isEmpty() || sizes.contains(next.begin())) {
      ranges.add(next);
    } else {
      ranges.set(ranges.size() - 1, ranges.get(ranges.size() - 1).combine(next));
    }
  }

  private static void noteRoot(
      Stretch whole, long size, NavigableSet<Long> sizes, SortedMap<Long, Digest> roots) {
    if (sizes.contains(size)) {
      whole.leaves().map(CompactRange::root).ifPresent(root -> roots.put(size, root));
    }
  }

  /** Of those that are kept, by entry. */
  private static Noted<Finding> findings(Collection<HeapChecks> readers) {
    List<Finding> all = new ArrayList<>();
    long total = 0;
    for (HeapChecks reader : readers) {
      Noted<Finding> findings = reader.findings();
      all.addAll(findings.first());
      total += findings.total();
    }
    all.sort(Comparator.comparingLong(finding -> finding.sequence().orElse(Long.MAX_VALUE)));
    return new Noted<>(all.subList(0, Math.min(all.size(), Noted.KEPT)), total);
  }

  private static List<Unchecked> notChecked(Collection<HeapChecks> readers) {
    return readers.stream().flatMap(reader -> reader.notChecked().stream()).toList();
  }

  private static Map<String, Long> verdicts(Collection<HeapChecks> readers) {
    Map<String, Long> sum = new TreeMap<>();
    readers.forEach(r -> r.verdicts().forEach((verdict, n) -> sum.merge(verdict, n, Long::sum)));
    return sum;
  }
}
