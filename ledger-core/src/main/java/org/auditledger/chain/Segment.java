package org.auditledger.chain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a contiguous read of rows reduces to. Combining is associative with {@link #EMPTY} as its
 * identity, so that segments can be read in parallel, kept for later, or come from elsewhere.
 *
 * @param rows how many rows it stands for
 * @param unnumbered how many rows were left out because they had no sequence number at all
 * @param first the edge that the segment before it must fit; absent when there are no rows
 * @param last the edge that the segment after it must fit
 */
public record Segment(
    long rows,
    long unnumbered,
    @Nullable First first,
    @Nullable Last last,
    Noted<Break> breaks,
    Noted<TimeReversal> reversals) {

  /** No rows. */
  public static final Segment EMPTY = new Segment(0, 0, null, null, Noted.none(), Noted.none());

  /** What the first row claims about the row before it. */
  public record First(long sequence, FoundHash previous, long microseconds) {}

  /** What the next row must continue. */
  public record Last(long sequence, FoundHash hash, long microseconds) {}

  public Segment {
    if (rows < 0 || unnumbered < 0 || (rows == 0) != (first == null)) {
      throw new IllegalArgumentException("a segment has a first row exactly when it has rows");
    }
    if (rows > 0 && last == null) {
      throw new IllegalArgumentException("a segment of " + rows + " rows has a last one");
    }
  }

  /**
   * No rows, but a head that the next ones must continue: what stands before the first segment when
   * it is known where the chain was.
   */
  public static Segment after(Head head) {
    Last last = new Last(head.sequence(), new FoundHash.Hash(head.hash()), Long.MIN_VALUE);
    return new Segment(0, 0, null, last, Noted.none(), Noted.none());
  }

  /** This segment and the one that follows it, as one. */
  public Segment combine(Segment next) {
    if (next.first == null && next.last != null && last != null) {
      throw new IllegalArgumentException("a known head can only stand before all rows");
    }
    return new Segment(
        Math.addExact(rows, next.rows),
        Math.addExact(unnumbered, next.unnumbered),
        first != null ? first : next.first,
        next.last != null ? next.last : last,
        breaks.plus(seam(next)).plus(next.breaks),
        reversals.plus(seamReversal(next)).plus(next.reversals));
  }

  /**
   * The head after the last row, if one can be continued: with a hash that is none there is no
   * head, and neither is there below sequence 0.
   */
  public Optional<Head> head() {
    if (last != null && last.sequence > 0 && last.hash instanceof FoundHash.Hash hash) {
      return Optional.of(new Head(last.sequence, hash.digest()));
    }
    return Optional.empty();
  }

  /** Whether every row is numbered, continues the one before it, and has the hash it carries. */
  public boolean unbroken() {
    return breaks.total() == 0 && unnumbered == 0;
  }

  private Noted<Break> seam(Segment next) {
    if (last == null || next.first == null) {
      return Noted.none();
    }
    return LinkRule.judge(last, next.first)
        .map(found -> new Noted<>(List.of(found), 1))
        .orElse(Noted.none());
  }

  private Noted<TimeReversal> seamReversal(Segment next) {
    if (last == null
        || next.first == null
        || !LinkRule.reversed(last.microseconds, next.first.microseconds)) {
      return Noted.none();
    }
    TimeReversal found =
        new TimeReversal(next.first.sequence, next.first.microseconds, last.microseconds);
    return new Noted<>(List.of(found), 1);
  }
}
