package org.auditledger.ledger;

import java.util.OptionalLong;

/**
 * How the leaves of two readings differ.
 *
 * @param before how many leaves the first reading had
 * @param after how many the second had
 * @param changed entries that both have, with different leaves
 * @param missing entries that only the first has
 * @param added entries that only the second has
 */
public record LeafDifference(
    long before, long after, Entries changed, Entries missing, Entries added) {

  /**
   * Some entries.
   *
   * @param count how many
   * @param first the sequence number of the first of them, if there are any
   */
  public record Entries(long count, OptionalLong first) {
    public Entries {
      if ((count == 0) != first.isEmpty()) {
        throw new IllegalArgumentException(count + " entries, the first of them " + first);
      }
    }
  }

  /** Whether both readings had the same leaves, in the same order. */
  public boolean isNone() {
    return changed.count == 0 && missing.count == 0 && added.count == 0;
  }
}
