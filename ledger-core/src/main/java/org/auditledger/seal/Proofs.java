package org.auditledger.seal;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.entry.Digest;

/** Makes proofs: climbs from a node to the root and collects the hashes that stand beside it. */
public final class Proofs {

  private Proofs() {}

  /** The proof that a leaf is in the tree of the first {@code size} leaves. */
  public static InclusionProof inclusion(SubtreeHashes tree, long index, long size) {
    requireSize(tree, size);
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("leaf " + index + " is not among " + size);
    }
    List<Digest> path = new ArrayList<>();
    climb(tree, 0, index, size, path);
    return new InclusionProof(index, size, path);
  }

  /** The proof that the tree of the first {@code size} leaves begins with the older one's. */
  public static ConsistencyProof consistency(SubtreeHashes tree, long oldSize, long size) {
    requireSize(tree, size);
    if (oldSize < 0 || oldSize > size) {
      throw new IllegalArgumentException(
          "a tree of " + oldSize + " leaves is no older one of " + size);
    }
    List<Digest> path = new ArrayList<>();
    if (oldSize > 0 && oldSize < size) {
      // The last whole subtree of the old tree is where both roots are climbed to from. When it is
      // the whole old tree, whoever checks has it already.
      int height = Long.numberOfTrailingZeros(oldSize);
      long node = (oldSize >>> height) - 1;
      if (node > 0) {
        path.add(tree.hash(height, node));
      }
      climb(tree, height, node, size, path);
    }
    return new ConsistencyProof(oldSize, size, path);
  }

  /** The root of the tree of the first {@code size} leaves. */
  public static Digest root(SubtreeHashes tree, long size) {
    requireSize(tree, size);
    return size == 0 ? TreeHasher.EMPTY_ROOT : hash(tree, 0, size);
  }

  private static void climb(
      SubtreeHashes tree, int height, long node, long size, List<Digest> path) {
    long at = node;
    for (int h = height; (size - 1) >>> h > 0; h++) {
      long begin = (at ^ 1) << h;
      if (begin < size) {
        long end = size - begin <= 1L << h ? size : begin + (1L << h);
        path.add(hash(tree, begin, end));
      }
      at >>>= 1;
    }
  }

  private static Digest hash(SubtreeHashes tree, long begin, long end) {
    List<Digest> hashes = new ArrayList<>();
    long at = begin;
    while (at < end) {
      int height = CompactRange.heightAt(at, end);
      hashes.add(tree.hash(height, at >>> height));
      at += 1L << height;
    }
    return CompactRange.fold(hashes);
  }

  private static void requireSize(SubtreeHashes tree, long size) {
    if (size < 0 || size > tree.size()) {
      throw new IllegalArgumentException(
          "a tree of " + tree.size() + " leaves had no " + size + " of them");
    }
  }
}
