package org.auditledger.seal;

/**
 * Which tile of a tree: at level L, tile N holds the hashes of 256 neighbouring subtrees of {@code
 * 256^L} leaves each, beginning with the {@code 256 N}-th.
 */
public record TileId(int level, long index) {

  /** How many hashes a tile has. */
  public static final int WIDTH = 256;

  /** The height of a tile, as of any subtree: the logarithm of its width. */
  static final int HEIGHT = 8;

  /** How many levels the largest tree has: sizes are positive longs, eight digits to base 256. */
  static final int LEVELS = 8;

  public TileId {
    if (level < 0 || level >= LEVELS || index < 0) {
      throw new IllegalArgumentException("no tile: level " + level + ", index " + index);
    }
  }

  /** How many tiles of this level are full in a tree of this size; they are the first ones. */
  public static long fullAt(int level, long size) {
    return level + 1 < LEVELS ? size >>> (HEIGHT * (level + 1)) : 0;
  }
}
