package org.auditledger.seal;

import org.auditledger.entry.Digest;

/**
 * The hashes of a tree's whole subtrees, from wherever they are kept: leaf hashes in memory, or
 * tiles. All that is needed to make proofs.
 */
interface SubtreeHashes {

  /** How many leaves the tree has. */
  long size();

  /**
   * The hash of the subtree of {@code 2^height} leaves that begins at leaf {@code index *
   * 2^height}, all of which the tree has.
   */
  Digest hash(int height, long index);
}
