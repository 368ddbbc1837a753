package org.auditledger.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.auditledger.entry.Digest;

/**
 * A tree that is kept as full tiles and the leaves after them, for who needs a few of its hashes:
 * of the tiles, those are asked for that hold them or lead to them, and no other.
 *
 * @param lastLeaves the hashes of the leaves after the last full tile
 * @param tiles answers every full tile of a tree of this size
 */
public record StoredTree(long size, List<Digest> lastLeaves, Function<TileId, Tile> tiles)
    implements SubtreeHashes {

  public StoredTree {
    lastLeaves = List.copyOf(lastLeaves);
    if (size < 0 || lastLeaves.size() != size % TileId.WIDTH) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves has not " + lastLeaves.size() + " after its tiles");
    }
  }

  @Override
  public Digest hash(int height, long index) {
    int level = height / TileId.HEIGHT;
    int above = height % TileId.HEIGHT;
    long first = index << above;
    int slot = (int) (first & (TileId.WIDTH - 1));
    if (first >>> TileId.HEIGHT < TileId.fullAt(level, size)) {
      return tiles.apply(new TileId(level, first >>> TileId.HEIGHT)).fold(slot, 1 << above);
    }
    if (level == 0) {
      return new LeafHashes(lastLeaves.subList(slot, slot + (1 << above))).hash(above, 0);
    }
    // The tile of this level is not full and so not kept; those below it are.
    List<Digest> roots = new ArrayList<>();
    for (long tile = first; tile < first + (1L << above); tile++) {
      roots.add(tiles.apply(new TileId(level - 1, tile)).root());
    }
    return new LeafHashes(roots).hash(above, 0);
  }
}
