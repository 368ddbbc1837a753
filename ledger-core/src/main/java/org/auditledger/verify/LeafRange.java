package org.auditledger.verify;

import java.util.Optional;
import org.auditledger.seal.CompactRange;
import org.auditledger.seal.CompactRangeBuilder;

/**
 * The leaves of rows that come one after the other. They are there as long as every row has a leaf
 * and stands in its place: after a gap every leaf would be another's.
 */
final class LeafRange {

  private final CompactRangeBuilder range;
  private boolean inPlace = true;

  /** Begins with the leaf of the entry with this number. */
  LeafRange(long first) {
    this.range = new CompactRangeBuilder(first - 1);
  }

  void accept(long sequence, byte[] hash) {
    inPlace &= sequence == range.end() + 1;
    if (inPlace) {
      range.append(hash, 0);
    }
  }

  /** A row that has no leaf, or no number. */
  void interrupt() {
    inPlace = false;
  }

  Optional<CompactRange> build() {
    return inPlace ? Optional.of(range.build()) : Optional.empty();
  }
}
