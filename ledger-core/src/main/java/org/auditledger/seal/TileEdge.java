package org.auditledger.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.auditledger.entry.Digest;

/**
 * The tiles that a range of leaves leaves unfinished, one per level: with them and the full tiles a
 * tree can be read, and built further.
 *
 * <p>A range begins at 0, or at a multiple of a power of 256, and then it ends within that power:
 * so every tile that becomes full in it lies in it altogether, and ranges can be built in parallel.
 *
 * @param levels the hashes of each unfinished tile, from the leaves upwards: as many as {@code end
 *     - begin} has as its digits to base 256
 */
public record TileEdge(long begin, long end, List<List<Digest>> levels) {

  /** The edge of a tree without leaves. */
  public static final TileEdge EMPTY = at(0);

  public TileEdge {
    levels = levels.stream().map(List::copyOf).toList();
    if (levels.size() > TileId.LEVELS) {
      throw new IllegalArgumentException("no tree has " + levels.size() + " levels of tiles");
    }
    if (begin < 0 || end < begin || end - begin > longest(begin)) {
      throw new IllegalArgumentException(
          "leaves " + begin + " to " + end + " share a tile with leaves before them");
    }
    for (int level = 0; level < TileId.LEVELS; level++) {
      int found = level < levels.size() ? levels.get(level).size() : 0;
      if (found != unfinished(end - begin, level)) {
        throw new IllegalArgumentException(
            "leaves " + begin + " to " + end + " do not leave " + found + " at level " + level);
      }
    }
    int used = 0;
    for (int level = 0; level < levels.size(); level++) {
      used = levels.get(level).isEmpty() ? used : level + 1;
    }
    levels = levels.subList(0, used);
  }

  /** The edge of a range that has no leaves yet. */
  public static TileEdge at(long begin) {
    return new TileEdge(begin, begin, List.of());
  }

  /**
   * The edge of a tree that is kept as full tiles and the leaves after them.
   *
   * @param tiles answers every full tile of a tree of this size: that none is missing has been seen
   *     to, since a missing tile is a finding
   * @param lastLeaves the hashes of the leaves after the last full tile
   */
  public static TileEdge of(long size, Function<TileId, Tile> tiles, List<Digest> lastLeaves) {
    List<List<Digest>> levels = new ArrayList<>();
    levels.add(lastLeaves);
    for (int level = 1; level < TileId.LEVELS; level++) {
      List<Digest> hashes = new ArrayList<>();
      long next = TileId.fullAt(level - 1, size);
      for (long i = next - unfinished(size, level); i < next; i++) {
        hashes.add(tiles.apply(new TileId(level - 1, i)).root());
      }
      levels.add(hashes);
    }
    return new TileEdge(0, size, levels);
  }

  /** The root of the tree whose edge this is. */
  public Digest root() {
    return range().root();
  }

  /** The same leaves as subtrees, without regard to tiles. */
  public CompactRange range() {
    CompactRangeBuilder range = new CompactRangeBuilder(begin);
    for (int level = levels.size() - 1; level >= 0; level--) {
      for (Digest hash : levels.get(level)) {
        range.appendSubtree(TileId.HEIGHT * level, hash);
      }
    }
    return range.build();
  }

  /** How many leaves a range that begins here can have. */
  static long longest(long begin) {
    if (begin == 0) {
      return Long.MAX_VALUE;
    }
    int height = Long.numberOfTrailingZeros(begin) / TileId.HEIGHT * TileId.HEIGHT;
    return Math.min(1L << height, Long.MAX_VALUE - begin);
  }

  private static int unfinished(long length, int level) {
    return (int) ((length >>> (TileId.HEIGHT * level)) & (TileId.WIDTH - 1));
  }
}
