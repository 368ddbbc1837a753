package org.auditledger.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.auditledger.entry.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Builds a tree's tiles as leaves come, and hands out each one when it is full. Per leaf it copies
 * 32 bytes; per 256 leaves it allocates the tile that it hands out.
 *
 * <p>Parts of a tree can be built in parallel by a builder each, and appended in order.
 */
public final class TileBuilder {

  private final TreeHasher hasher = new TreeHasher();
  private final Consumer<Tile> full;
  private final long begin;
  private final byte[] @Nullable [] levels = new byte[TileId.LEVELS][];
  private final int[] counts = new int[TileId.LEVELS];
  private long end;

  /**
   * Goes on from an edge; from {@link TileEdge#EMPTY}, or {@link TileEdge#at} for a part of a tree.
   *
   * @param full takes each tile as soon as it is full: lower levels first, left to right
   */
  public TileBuilder(TileEdge edge, Consumer<Tile> full) {
    this.full = full;
    begin = edge.begin();
    end = begin;
    appendAll(edge);
  }

  /** Where the next leaf goes. */
  public long end() {
    return end;
  }

  /** Appends the leaf whose hash stands at {@code offset}. */
  public void append(byte[] leafHashes, int offset) {
    push(0, leafHashes, offset);
  }

  /** Appends the part that begins where this one ends; its full tiles were handed out already. */
  public void append(TileEdge next) {
    if (next.begin() != end) {
      throw new IllegalArgumentException(
          "a part that begins at " + next.begin() + " does not follow one that ends at " + end);
    }
    appendAll(next);
  }

  /** What is unfinished now. */
  public TileEdge edge() {
    List<List<Digest>> unfinished = new ArrayList<>();
    for (int level = 0; level < TileId.LEVELS; level++) {
      List<Digest> hashes = new ArrayList<>(counts[level]);
      byte[] pending = levels[level];
      for (int i = 0; pending != null && i < counts[level]; i++) {
        hashes.add(Digest.read(pending, i * Digest.LENGTH));
      }
      unfinished.add(hashes);
    }
    return new TileEdge(begin, end, unfinished);
  }

  private void appendAll(TileEdge edge) {
    byte[] hash = new byte[Digest.LENGTH];
    // The largest subtrees come first: they lie left of the smaller ones.
    for (int level = edge.levels().size() - 1; level >= 0; level--) {
      for (Digest digest : edge.levels().get(level)) {
        digest.write(hash, 0);
        push(level, hash, 0);
      }
    }
  }

  private void push(int level, byte[] source, int offset) {
    long length = 1L << (TileId.HEIGHT * level);
    if (length > TileEdge.longest(begin) - (end - begin)) {
      throw new IllegalArgumentException(
          "leaf " + end + " lies in tiles that began before leaf " + begin);
    }
    end += length;
    place(level, source, offset);
    for (int at = level; counts[at] == TileId.WIDTH; at++) {
      byte[] hashes = pending(at);
      full.accept(Tile.of(new TileId(at, TileId.fullAt(at, end) - 1), hashes));
      hasher.fold(hashes, 0, TileId.WIDTH);
      counts[at] = 0;
      place(at + 1, hashes, 0);
    }
  }

  private void place(int level, byte[] source, int offset) {
    System.arraycopy(source, offset, pending(level), counts[level] * Digest.LENGTH, Digest.LENGTH);
    counts[level]++;
  }

  private byte[] pending(int level) {
    byte[] hashes = levels[level];
    if (hashes == null) {
      hashes = new byte[Tile.LENGTH];
      levels[level] = hashes;
    }
    return hashes;
  }
}
