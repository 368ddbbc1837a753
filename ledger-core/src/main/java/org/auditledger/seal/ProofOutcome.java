package org.auditledger.seal;

import org.auditledger.entry.Digest;

/** What checking a proof came to. */
public sealed interface ProofOutcome {

  /** The proof leads to the root that was given. */
  record Proven(Digest root) implements ProofOutcome {}

  /** The proof leads to another root than the one that was given for the tree of this size. */
  record RootDiffers(long size, Digest computed, Digest expected) implements ProofOutcome {}

  /** A proof between these sizes has another number of hashes. */
  record WrongLength(int found) implements ProofOutcome {}
}
