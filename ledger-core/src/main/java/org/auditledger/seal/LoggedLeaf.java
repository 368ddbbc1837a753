package org.auditledger.seal;

/**
 * A leaf that a signed log has been shown to contain. What the leaf says of itself, such as its
 * sequence number, is still to be compared with where it stands.
 *
 * @param log the checkpoint that was signed
 */
public record LoggedLeaf(String leaf, long index, Checkpoint log) {

  /** The sequence number or position that belongs to this place: leaves count from 0. */
  public long position() {
    return index + 1;
  }
}
