package org.auditledger.seal;

import java.util.List;
import org.auditledger.entry.Digest;

/** A tree whose leaf hashes all fit in memory, as a journal's do. */
public record LeafHashes(List<Digest> leaves) implements SubtreeHashes {

  public LeafHashes {
    leaves = List.copyOf(leaves);
  }

  @Override
  public long size() {
    return leaves.size();
  }

  @Override
  public Digest hash(int height, long index) {
    int width = 1 << height;
    int from = Math.toIntExact(index << height);
    byte[] hashes = new byte[width * Digest.LENGTH];
    for (int i = 0; i < width; i++) {
      leaves.get(from + i).write(hashes, i * Digest.LENGTH);
    }
    return new TreeHasher().fold(hashes, 0, width);
  }
}
