package org.auditledger.seal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditledger.entry.Digest;

/**
 * A tree of which only a few neighbouring ranges are known. That is enough for proofs between the
 * sizes at which they meet: of each node that such a proof names, the ranges have the subtrees.
 */
public final class RangeTree implements SubtreeHashes {

  private record Node(int height, long index) {}

  private final Map<Node, Digest> nodes = new HashMap<>();
  private final TreeHasher hasher = new TreeHasher();
  private final long size;

  /**
   * @param ranges from leaf 0 on, each beginning where the one before ends
   */
  public RangeTree(List<CompactRange> ranges) {
    long at = 0;
    for (CompactRange range : ranges) {
      if (range.begin() != at) {
        throw new IllegalArgumentException(
            "a range that begins at " + range.begin() + " does not follow one that ends at " + at);
      }
      for (Digest hash : range.hashes()) {
        int height = CompactRange.heightAt(at, range.end());
        nodes.put(new Node(height, at >>> height), hash);
        at += 1L << height;
      }
    }
    this.size = at;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Digest hash(int height, long index) {
    Digest known = nodes.get(new Node(height, index));
    if (known != null) {
      return known;
    }
    if (height == 0) {
      throw new IllegalArgumentException("leaf " + index + " is not known by itself");
    }
    return hasher.node(hash(height - 1, 2 * index), hash(height - 1, 2 * index + 1));
  }
}
