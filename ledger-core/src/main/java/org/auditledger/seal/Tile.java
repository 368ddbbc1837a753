package org.auditledger.seal;

import java.util.Arrays;
import org.auditledger.entry.Digest;

/** A full tile: 256 hashes, which never change once the tree has grown over them. */
public final class Tile {

  /** How many bytes a tile has. */
  public static final int LENGTH = TileId.WIDTH * Digest.LENGTH;

  private final TileId id;
  private final byte[] hashes;

  private Tile(TileId id, byte[] hashes) {
    this.id = id;
    this.hashes = hashes;
  }

  /** The tile whose hashes, one after the other, these bytes are. */
  public static Tile of(TileId id, byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "a tile has " + LENGTH + " bytes, " + id + " has " + bytes.length);
    }
    return new Tile(id, bytes.clone());
  }

  /** Which tile this is. */
  public TileId id() {
    return id;
  }

  /** One of its hashes. */
  public Digest hash(int slot) {
    if (slot < 0 || slot >= TileId.WIDTH) {
      throw new IllegalArgumentException("a tile has hashes 0 to 255, not " + slot);
    }
    return Digest.read(hashes, slot * Digest.LENGTH);
  }

  /** The hash above all of them, which stands in a tile of the next level. */
  public Digest root() {
    return fold(0, TileId.WIDTH);
  }

  /** The hash above a power of two of them. */
  Digest fold(int slot, int width) {
    int from = slot * Digest.LENGTH;
    byte[] scratch = Arrays.copyOfRange(hashes, from, from + width * Digest.LENGTH);
    return new TreeHasher().fold(scratch, 0, width);
  }

  /** The hashes, in an array of the caller's own. */
  public byte[] toBytes() {
    return hashes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tile that && id.equals(that.id) && Arrays.equals(hashes, that.hashes);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return "tile " + id.level() + "/" + id.index();
  }
}
