package org.auditledger.seal;

import java.util.List;
import org.auditledger.entry.Digest;

/**
 * The few subtree hashes that stand for the leaves {@code [begin, end)}: the largest subtrees of
 * the whole tree that lie within the range, from left to right. Two neighbouring ranges combine
 * into one, associatively; a range that begins at 0 has a root.
 */
public record CompactRange(long begin, long end, List<Digest> hashes) {

  /** No leaves, at the beginning. */
  public static final CompactRange EMPTY = new CompactRange(0, 0, List.of());

  public CompactRange {
    hashes = List.copyOf(hashes);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no range of leaves: " + begin + " to " + end);
    }
    if (hashes.size() != subtrees(begin, end)) {
      throw new IllegalArgumentException(
          "leaves "
              + begin
              + " to "
              + end
              + " are "
              + subtrees(begin, end)
              + " subtrees, not "
              + hashes.size());
    }
  }

  /** This range and the one that begins where it ends, as one. */
  public CompactRange combine(CompactRange next) {
    return new CompactRangeBuilder(this).append(next).build();
  }

  /** The root of the tree whose leaves these are. */
  public Digest root() {
    if (begin != 0) {
      throw new IllegalArgumentException("a root covers all leaves, this range begins at " + begin);
    }
    return hashes.isEmpty() ? TreeHasher.EMPTY_ROOT : fold(hashes);
  }

  /** The hash above a run of subtrees that shrink from left to right, as at a tree's edge. */
  static Digest fold(List<Digest> hashes) {
    TreeHasher hasher = new TreeHasher();
    Digest folded = hashes.get(hashes.size() - 1);
    for (int i = hashes.size() - 2; i >= 0; i--) {
      folded = hasher.node(hashes.get(i), folded);
    }
    return folded;
  }

  /** The height of the largest subtree that begins at {@code begin} and ends by {@code end}. */
  static int heightAt(long begin, long end) {
    int fits = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - begin);
    return begin == 0 ? fits : Math.min(fits, Long.numberOfTrailingZeros(begin));
  }

  private static int subtrees(long begin, long end) {
    int count = 0;
    for (long at = begin; at < end; at += 1L << heightAt(at, end)) {
      count++;
    }
    return count;
  }
}
