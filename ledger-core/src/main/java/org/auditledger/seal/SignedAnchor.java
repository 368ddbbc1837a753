package org.auditledger.seal;

import org.auditledger.entry.Digest;

/** The two checkpoints of an anchor. Each was signed; that they were exported together is open. */
public record SignedAnchor(Checkpoint entries, Checkpoint journal) {

  public SignedAnchor {
    if (!belongTogether(entries, journal)) {
      throw new IllegalArgumentException(
          "no anchor of one ledger: " + entries.origin() + " and " + journal.origin());
    }
  }

  /** Whether the two were exported together. */
  public sealed interface Binding {

    /** They were: the anchor holds. */
    record Bound(Checkpoint entries, Checkpoint journal) implements Binding {}

    /** They are halves of different anchors. */
    record Mixed(String why) implements Binding {}
  }

  /**
   * Requires that the journal's last leaf is the statement that sealed the entries. The caller has
   * found that the journal has the signed root, and that its statement at {@code position} is a
   * {@code CHECKPOINT} with this size and root.
   */
  public Binding bind(long position, long sealedSize, Digest sealedRoot) {
    if (position != journal.size()) {
      return new Binding.Mixed(
          "the checkpoint statement is at " + position + ", the journal ends at " + journal.size());
    }
    if (sealedSize != entries.size() || !sealedRoot.equals(entries.root())) {
      return new Binding.Mixed(
          "the journal ends with a checkpoint of "
              + sealedSize
              + " entries with root "
              + sealedRoot
              + ", the note is of "
              + entries.size()
              + " with root "
              + entries.root());
    }
    return new Binding.Bound(entries, journal);
  }

  static boolean belongTogether(Checkpoint entries, Checkpoint journal) {
    return entries.origin().log() == Origin.Log.ENTRIES
        && journal.origin().log() == Origin.Log.JOURNAL
        && entries.origin().ledger().equals(journal.origin().ledger());
  }
}
