package org.auditledger.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.chain.Head;
import org.auditledger.chain.Noted;
import org.auditledger.chain.Segment;
import org.auditledger.seal.CompactRange;

/**
 * What neighbouring entries reduce to; and two neighbours, combined, to what all of theirs do.
 *
 * @param segment the chain, and what does not fit in it
 * @param leaves their part of the entries log, unless one has no leaf or no place in it
 * @param runs the values of {@code schema_version}
 */
record Stretch(Segment segment, Optional<CompactRange> leaves, Noted<VersionRun> runs) {

  /** What stands before the first entry. */
  static final Stretch GENESIS =
      new Stretch(Segment.after(Head.GENESIS), Optional.of(CompactRange.EMPTY), Noted.none());

  /** No entries, somewhere within a ledger. */
  static Stretch before(long first) {
    return new Stretch(
        Segment.EMPTY,
        Optional.of(new CompactRange(first - 1, first - 1, List.of())),
        Noted.none());
  }

  /** Entries that have no number, and so no place. */
  static Stretch unnumbered(long rows) {
    return new Stretch(
        new Segment(0, rows, null, null, Noted.none(), Noted.none()),
        Optional.empty(),
        Noted.none());
  }

  /** This stretch and the one after it. */
  Stretch combine(Stretch next) {
    return new Stretch(
        segment.combine(next.segment),
        leaves.flatMap(
            range ->
                next.leaves
                    .filter(following -> following.begin() == range.end())
                    .map(range::combine)),
        joined(runs, next.runs));
  }

  /** A value that goes on from one to the next is one run. */
  private static Noted<VersionRun> joined(Noted<VersionRun> runs, Noted<VersionRun> next) {
    if (runs.total() == 0 || runs.total() > Noted.KEPT || next.total() == 0) {
      return runs.plus(next);
    }
    List<VersionRun> all = new ArrayList<>(runs.first());
    VersionRun last = all.get(all.size() - 1);
    VersionRun first = next.first().get(0);
    if (!first.continues(last)) {
      return runs.plus(next);
    }
    all.set(all.size() - 1, new VersionRun(last.first(), first.last(), last.value()));
    all.addAll(next.first().subList(1, next.first().size()));
    long total = runs.total() + next.total() - 1;
    return new Noted<>(all.subList(0, Math.min(all.size(), Noted.KEPT)), total);
  }
}
