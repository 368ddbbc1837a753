package org.auditledger.retention;

import java.util.List;

/**
 * What a run has done. What it came to before it met with trouble is in the journal.
 *
 * @param plan what it set out to do
 * @param observed what others did since the last run, and is in the journal now, in words
 * @param incidents what nobody can account for, and is in the journal now, in words
 * @param waiting partitions that are detached and wait for their grace to pass, and others that
 *     could not be finished, with the reason
 */
public record RetentionOutcome(
    RetentionPlan plan,
    List<String> observed,
    List<String> incidents,
    List<PlannedPartition> made,
    List<DroppedPartition> dropped,
    List<Kept> waiting) {

  public RetentionOutcome {
    observed = List.copyOf(observed);
    incidents = List.copyOf(incidents);
    made = List.copyOf(made);
    dropped = List.copyOf(dropped);
    waiting = List.copyOf(waiting);
  }

  /** What the disk has back. */
  public long bytesFreed() {
    return dropped.stream().mapToLong(DroppedPartition::bytes).sum();
  }
}
