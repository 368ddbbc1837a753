package org.auditledger.seal;

import java.util.List;
import org.auditledger.entry.Digest;

/** The hashes that lead from a leaf to the root of a tree (RFC 6962, 2.1.1). */
public record InclusionProof(long index, long size, List<Digest> path) {

  public InclusionProof {
    path = List.copyOf(path);
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("leaf " + index + " is not among " + size);
    }
  }

  /** Climbs to the root as RFC 9162, 2.1.3.2 says, and compares it with the one expected. */
  public ProofOutcome check(Digest leafHash, Digest expectedRoot) {
    TreeHasher hasher = new TreeHasher();
    long node = index;
    long last = size - 1;
    Digest hash = leafHash;
    for (Digest beside : path) {
      if (last == 0) {
        return new ProofOutcome.WrongLength(path.size());
      }
      if ((node & 1) == 1 || node == last) {
        hash = hasher.node(beside, hash);
        // A node at the tree's edge without a sibling is its own parent; an odd one has a sibling.
        int alone = Long.numberOfTrailingZeros(node);
        node >>>= alone;
        last >>>= alone;
      } else {
        hash = hasher.node(hash, beside);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      return new ProofOutcome.WrongLength(path.size());
    }
    return hash.equals(expectedRoot)
        ? new ProofOutcome.Proven(hash)
        : new ProofOutcome.RootDiffers(size, hash, expectedRoot);
  }
}
