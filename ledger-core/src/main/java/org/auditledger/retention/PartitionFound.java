package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.PartitionContents;

/**
 * What a partition held when it was read whole, and whether it may go by what is said now. A hold
 * that came after the reading, of a subject that was not looked for, is one of its records too.
 *
 * @param asked the holds that were looked for
 */
record PartitionFound(PartitionRecords records, List<HoldPlaced> asked) {

  static PartitionFound read(RetentionPlace place, String name) {
    place.say("reading " + name);
    List<HoldPlaced> holds = place.journal().history().holds().stream().map(Hold::placed).toList();
    return new PartitionFound(
        PartitionReading.read(place.session(), name, holds, Optional.empty()), holds);
  }

  PartitionContents contents() {
    return records.contents();
  }

  /**
   * The plan for this partition alone.
   *
   * @param before the buffer beside which it is decided
   * @param at how far it is gone
   * @param journal as it was just read
   */
  RetentionPlan decide(
      Connection transaction,
      BufferState before,
      PlanSettings only,
      PartitionState at,
      RetentionJournal journal)
      throws SQLException {
    List<Hold> holds = journal.history().holds();
    String name = only.only().orElseThrow();
    List<StoredPartition> partitions =
        before.partitions().stream()
            .map(one -> one.name().equals(name) ? now(one, at, journal) : one)
            .toList();
    return Planner.plan(
        new BufferState(
            before.ledger(),
            StateReading.now(transaction),
            partitions,
            before.missing(),
            before.names(),
            StateReading.retentions(transaction),
            holds),
        only);
  }

  /** The same partition as it is now. */
  StoredPartition now(StoredPartition before, PartitionState at, RetentionJournal journal) {
    Set<String> subjectHolds = new HashSet<>();
    for (Hold hold : journal.history().holds()) {
      HoldPlaced placed = hold.placed();
      if (placed.subject().isPresent()
          && (records.held().contains(placed) || !asked.contains(placed))) {
        subjectHolds.add(placed.hold());
      }
    }
    return new StoredPartition(
        before.name(),
        before.kind(),
        before.from(),
        before.to(),
        at,
        Optional.ofNullable(journal.history().partitions().get(before.name())),
        contents().rows(),
        true,
        before.bytes(),
        records.tenants(),
        subjectHolds);
  }
}
