package org.auditledger.seal;

import java.security.DigestException;
import java.security.MessageDigest;
import org.auditledger.entry.Digest;

/**
 * The two hashes that RFC 6962 builds a tree from. Leaves and nodes are set apart by their first
 * byte, so that no node can be passed off as a leaf. Belongs to one thread.
 */
public final class TreeHasher {

  /** The root of a tree without leaves. */
  public static final Digest EMPTY_ROOT = Digest.sha256(new byte[0]);

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256 = Digest.newSha256();
  private final byte[] node = new byte[1 + 2 * Digest.LENGTH];

  public TreeHasher() {
    node[0] = NODE;
  }

  /** Writes the hash of the leaf that these bytes are. */
  public void leaf(byte[] bytes, int offset, int length, byte[] target, int targetOffset) {
    sha256.update(LEAF);
    sha256.update(bytes, offset, length);
    finish(target, targetOffset);
  }

  /** The hash of the leaf that these bytes are. */
  public Digest leaf(byte[] bytes) {
    byte[] hash = new byte[Digest.LENGTH];
    leaf(bytes, 0, bytes.length, hash, 0);
    return Digest.of(hash);
  }

  /** The hash of the node above these two. */
  public Digest node(Digest left, Digest right) {
    left.write(node, 1);
    right.write(node, 1 + Digest.LENGTH);
    byte[] hash = new byte[Digest.LENGTH];
    sha256.update(node);
    finish(hash, 0);
    return Digest.of(hash);
  }

  /** Writes the hash of the node above two hashes that stand side by side; may overwrite them. */
  void node(byte[] pair, int offset, byte[] target, int targetOffset) {
    System.arraycopy(pair, offset, node, 1, 2 * Digest.LENGTH);
    sha256.update(node);
    finish(target, targetOffset);
  }

  /** Folds a power of two of hashes, which it overwrites, into the root above them. */
  Digest fold(byte[] hashes, int offset, int count) {
    for (int width = count; width > 1; width /= 2) {
      for (int i = 0; i < width / 2; i++) {
        node(hashes, offset + 2 * i * Digest.LENGTH, hashes, offset + i * Digest.LENGTH);
      }
    }
    return Digest.read(hashes, offset);
  }

  private void finish(byte[] target, int offset) {
    try {
      sha256.digest(target, offset, Digest.LENGTH);
    } catch (DigestException e) {
      throw new IllegalArgumentException("no room for a hash at " + offset, e);
    }
  }
}
