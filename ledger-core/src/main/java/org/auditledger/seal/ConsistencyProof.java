package org.auditledger.seal;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.entry.Digest;

/**
 * The hashes that lead to the roots of an older and a newer tree alike, so that the newer one
 * begins with all of the older one's leaves (RFC 6962, 2.1.2).
 */
public record ConsistencyProof(long oldSize, long newSize, List<Digest> path) {

  public ConsistencyProof {
    path = List.copyOf(path);
    if (oldSize < 0 || oldSize > newSize) {
      throw new IllegalArgumentException(
          "a tree of " + oldSize + " leaves is no older one of " + newSize);
    }
  }

  /**
   * Climbs to both roots as RFC 9162, 2.1.4.2 says. Every tree begins with the leaves of the empty
   * one, so from size 0 the proof is empty and says nothing about the newer root.
   */
  public ProofOutcome check(Digest oldRoot, Digest newRoot) {
    if (oldSize == 0) {
      return settle(path.isEmpty(), TreeHasher.EMPTY_ROOT, oldRoot, newRoot, newRoot);
    }
    if (oldSize == newSize) {
      return settle(path.isEmpty(), newRoot, oldRoot, newRoot, newRoot);
    }
    List<Digest> hashes = new ArrayList<>(path);
    if (Long.bitCount(oldSize) == 1) {
      hashes.add(0, oldRoot);
    }
    if (hashes.isEmpty()) {
      return new ProofOutcome.WrongLength(0);
    }
    return climb(hashes, oldRoot, newRoot);
  }

  private ProofOutcome climb(List<Digest> hashes, Digest oldRoot, Digest newRoot) {
    TreeHasher hasher = new TreeHasher();
    int height = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >>> height;
    long last = (newSize - 1) >>> height;
    Digest oldHash = hashes.get(0);
    Digest newHash = oldHash;
    for (Digest beside : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return new ProofOutcome.WrongLength(path.size());
      }
      if ((node & 1) == 1 || node == last) {
        oldHash = hasher.node(beside, oldHash);
        newHash = hasher.node(beside, newHash);
        // A node at the tree's edge without a sibling is its own parent; an odd one has a sibling.
        int alone = Long.numberOfTrailingZeros(node);
        node >>>= alone;
        last >>>= alone;
      } else {
        newHash = hasher.node(newHash, beside);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return settle(last == 0, oldHash, oldRoot, newHash, newRoot);
  }

  private ProofOutcome settle(
      boolean wholeLength, Digest oldHash, Digest oldRoot, Digest newHash, Digest newRoot) {
    if (!wholeLength) {
      return new ProofOutcome.WrongLength(path.size());
    }
    if (!oldHash.equals(oldRoot)) {
      return new ProofOutcome.RootDiffers(oldSize, oldHash, oldRoot);
    }
    return newHash.equals(newRoot)
        ? new ProofOutcome.Proven(newRoot)
        : new ProofOutcome.RootDiffers(newSize, newHash, newRoot);
  }
}
