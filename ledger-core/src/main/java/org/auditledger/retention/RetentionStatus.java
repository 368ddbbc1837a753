package org.auditledger.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Hold;
import org.auditledger.journal.PartitionDrop;

/**
 * How retention stands, from what the journal and the catalog say.
 *
 * @param verified whether the journal was believed because of who signed it; else whoever wrote it
 * @param now what the database's clock says
 * @param partitions those that are there, detached ones too
 * @param retentions for how many days each tenant's records are kept
 * @param holds those that are in force, and those that have expired and no run has released
 * @param plan what a run would do now
 * @param differences where the database's own tables say something else than the journal
 * @param unjournalledDrops how many drops by the database's function no run has looked at yet
 * @param drops how many receipts of drops there are
 * @param lastDrop the last of them
 */
public record RetentionStatus(
    LedgerName ledger,
    boolean verified,
    Instant now,
    List<StoredPartition> partitions,
    SortedMap<String, Integer> retentions,
    List<Hold> holds,
    RetentionPlan plan,
    List<String> differences,
    long unjournalledDrops,
    long drops,
    Optional<LastDrop> lastDrop) {

  /**
   * A receipt.
   *
   * @param at when it was signed
   */
  public record LastDrop(PartitionDrop receipt, Instant at) {}

  public RetentionStatus {
    partitions = List.copyOf(partitions);
    holds = List.copyOf(holds);
    differences = List.copyOf(differences);
  }

  /** How many partitions begin after now: the room there is before inserts are refused. */
  public long partitionsAhead() {
    return partitions.stream()
        .filter(partition -> partition.state().isAttached())
        .filter(partition -> partition.from().map(from -> from.isAfter(now)).orElse(false))
        .count();
  }

  /** When the oldest records that the buffer can have begin. */
  public Optional<Instant> oldest() {
    return partitions.stream()
        .filter(partition -> partition.state().isAttached())
        .flatMap(partition -> partition.from().stream())
        .min(Instant::compareTo);
  }
}
