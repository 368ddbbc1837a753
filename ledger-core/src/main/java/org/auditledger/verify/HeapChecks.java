package org.auditledger.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.auditledger.chain.Noted;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;

/**
 * Judges rows in the order in which they lie in the table, or in parts of it. That is almost the
 * order of their numbers: who appends at the same time fills different pages. They are put together
 * to stretches as they come, so that nothing has to be sorted; {@link HeapAccount} puts together
 * what several readers have found.
 */
public final class HeapChecks {

  /** More open ends at a time than writers leave. */
  static final int MOST_PIECES = 10_000;

  /** Entries without a gap, so far. */
  private static final class Piece {
    private long first;
    private long next;
    private Stretch before;
    private final StretchBuilder builder;

    Piece(RowLayout layout, long first) {
      this.first = first;
      this.next = first;
      this.before = Stretch.before(first);
      this.builder = new StretchBuilder(layout, first);
    }

    Stretch build() {
      return before.combine(builder.build());
    }
  }

  /** What a piece has come to: the number of its first entry, the one after its last. */
  record Found(long first, long next, Stretch stretch) {}

  private final RowLayout layout;
  private final int sequenceColumn;
  private final NavigableSet<Long> sizes;
  private final RowHashes hashes;
  private final ContentChecks content;

  /**
   * By the number of its first entry. No two of them touch, but where a size is asked for and where
   * the current one has just grown to the next.
   */
  private final NavigableMap<Long, Piece> pieces = new TreeMap<>();

  private @Nullable Piece current;

  /** What the current piece must not grow over without a second look. */
  private long boundary;

  private long unnumbered;
  private boolean inPieces = true;

  /**
   * @param sizes of the log at which its root will be asked for: no piece reaches beyond one
   */
  public HeapChecks(RowLayout layout, TrustedKeys trusted, NavigableSet<Long> sizes) {
    this.layout = layout;
    this.sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    this.sizes = new TreeSet<>(sizes);
    this.hashes = new RowHashes(layout);
    this.content = new ContentChecks(layout, trusted);
  }

  /**
   * Takes the next row.
   *
   * @return false when these rows are in no order that was ever appended in: two have one number,
   *     one has a number that no chain has, or they lie too wildly. They have to be read sorted,
   *     and this is of no more use
   */
  public boolean accept(RowView row) {
    hashes.read(row);
    content.accept(row, hashes);
    if (row.isNull(sequenceColumn)) {
      unnumbered++;
      return inPieces;
    }
    long sequence = row.longValue(sequenceColumn);
    Piece piece = current;
    if (piece == null || sequence != piece.next || sequence == boundary) {
      piece = place(sequence);
      if (piece == null) {
        inPieces = false;
        return false;
      }
    }
    piece.builder.accept(row, hashes);
    piece.next++;
    return true;
  }

  /**
   * The piece that the entry with this number goes to the end of; none when it is there already, or
   * no chain has such a number.
   */
  private @Nullable Piece place(long sequence) {
    join();
    Map.Entry<Long, Piece> before = pieces.floorEntry(sequence);
    Piece piece = before == null ? null : before.getValue();
    // After the last number that there is, a piece would have none to go on with.
    if (sequence < 1 || sequence == Long.MAX_VALUE || (piece != null && piece.next > sequence)) {
      return null;
    }
    if (piece == null || piece.next != sequence || sizes.contains(sequence - 1)) {
      if (pieces.size() == MOST_PIECES) {
        return null;
      }
      piece = new Piece(layout, sequence);
      pieces.put(sequence, piece);
    }
    current = piece;
    Long size = sizes.ceiling(sequence);
    Long neighbour = pieces.higherKey(piece.first);
    boundary =
        Math.min(
            size == null || size == Long.MAX_VALUE ? Long.MAX_VALUE : size + 1,
            neighbour == null ? Long.MAX_VALUE : neighbour);
    return piece;
  }

  /** The current piece may have grown to where the next one begins. */
  private void join() {
    Piece left = current;
    if (left == null || sizes.contains(left.next - 1)) {
      return;
    }
    Piece right = pieces.get(left.next);
    if (right != null) {
      right.before = left.build().combine(right.before);
      pieces.remove(left.first);
      pieces.remove(right.first);
      right.first = left.first;
      pieces.put(right.first, right);
      current = right;
    }
  }

  /** The pieces, by number; none when they have to be read sorted. To be asked once. */
  List<Found> found() {
    List<Found> found = new ArrayList<>();
    pieces.values().forEach(p -> found.add(new Found(p.first, p.next, p.build())));
    return found;
  }

  boolean isInPieces() {
    return inPieces;
  }

  long unnumbered() {
    return unnumbered;
  }

  Noted<Finding> findings() {
    return content.findings();
  }

  List<Unchecked> notChecked() {
    return content.notChecked();
  }

  Map<String, Long> verdicts() {
    return content.verdicts();
  }
}
