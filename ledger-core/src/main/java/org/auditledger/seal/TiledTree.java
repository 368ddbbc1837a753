package org.auditledger.seal;

import java.util.List;
import java.util.function.Function;
import org.auditledger.entry.Digest;

/**
 * A tree that is kept as full tiles and an edge.
 *
 * @param tiles answers every full tile of a tree of this size
 */
public record TiledTree(TileEdge edge, Function<TileId, Tile> tiles) implements SubtreeHashes {

  public TiledTree {
    if (edge.begin() != 0) {
      throw new IllegalArgumentException("a part that begins at " + edge.begin() + " is no tree");
    }
  }

  @Override
  public long size() {
    return edge.end();
  }

  @Override
  public Digest hash(int height, long index) {
    int level = height / TileId.HEIGHT;
    int above = height % TileId.HEIGHT;
    int slot = (int) ((index << above) & (TileId.WIDTH - 1));
    long tile = (index << above) >>> TileId.HEIGHT;
    if (tile < TileId.fullAt(level, size())) {
      return tiles.apply(new TileId(level, tile)).fold(slot, 1 << above);
    }
    List<Digest> unfinished = edge.levels().get(level);
    return new LeafHashes(unfinished.subList(slot, slot + (1 << above))).hash(above, 0);
  }
}
