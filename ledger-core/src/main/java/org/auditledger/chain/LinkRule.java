package org.auditledger.chain;

import java.util.Optional;

/**
 * The rule between a row and the one before it, in the one place where it is written: inside a
 * segment and at the seam of two it must be the same rule.
 */
final class LinkRule {

  private LinkRule() {}

  /** Numbers begin with 1: whatever stands below is no measure for the first entry. */
  static boolean continues(long before, long sequence) {
    return before != Long.MAX_VALUE && sequence == Math.max(before, 0) + 1;
  }

  /** What is wrong with this number after that one; the caller knows that something is. */
  static Break misplaced(long before, long sequence) {
    if (sequence == before) {
      return new Break.Repeated(sequence);
    }
    return sequence < before || sequence < 1
        ? new Break.OutOfOrder(sequence, before)
        : new Break.Gap(sequence, Math.max(before, 0) + 1);
  }

  /**
   * What is wrong between two rows, if anything is. After a gap the link is not judged: the row
   * that it names is not there to be compared with.
   */
  static Optional<Break> judge(Segment.Last before, Segment.First row) {
    if (!continues(before.sequence(), row.sequence())) {
      return Optional.of(misplaced(before.sequence(), row.sequence()));
    }
    if (row.previous() instanceof FoundHash.Hash && row.previous().equals(before.hash())) {
      return Optional.empty();
    }
    return Optional.of(new Break.WrongLink(row.sequence(), row.previous(), before.hash()));
  }

  static boolean reversed(long before, long microseconds) {
    return microseconds < before;
  }
}
