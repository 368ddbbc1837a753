package org.auditledger.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.auditledger.chain.Noted;
import org.auditledger.control.BufferPartition;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.PartitionRecord;
import org.auditledger.journal.PartitionRecord.Fate;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;
import org.jspecify.annotations.Nullable;

/**
 * The buffer's partitions, held against what the journal says of them, and what the drop function
 * looks up. That a partition was dropped and only the database says so is no finding, as its
 * function may do that, and it is not clean either.
 *
 * @param findings what has no receipt, or has one and is there; what contradicts the journal
 * @param notChecked what nobody who signs has seen
 */
public record PartitionAudit(List<Finding> findings, List<String> notChecked) {

  /** Where nobody who signs looks after retention, there is one more each day. */
  private static final int SHOWN = 20;

  public PartitionAudit {
    findings = List.copyOf(findings);
    notChecked = List.copyOf(notChecked);
  }

  /** Nothing to say. */
  static final PartitionAudit NOTHING = new PartitionAudit(List.of(), List.of());

  /** Judges them in somebody's transaction; of a ledger that has no journal there is nothing. */
  static PartitionAudit read(Connection transaction, Situation situation) throws SQLException {
    if (!situation.isFounded()) {
      return NOTHING;
    }
    SortedMap<String, String> attached = new TreeMap<>();
    for (BufferPartition partition : BufferPartition.read(transaction)) {
      attached.put(partition.name(), partition.bound());
    }
    Set<String> others = new TreeSet<>(situation.buffer().partitions().keySet());
    others.removeAll(attached.keySet());
    PartitionAudit audit =
        judge(situation.buffer(), attached, Optional.of(BufferDatabase.read(transaction, others)));
    // A statement that was changed is one finding, and its row is not a second one.
    return situation.reader().defects().total() > 0
        ? audit
        : audit.with(FindingCode.CACHE_DIFFERS, situation.cache().differences(transaction));
  }

  /**
   * Judges them.
   *
   * @param attached each with its bound
   * @param database what it says besides, where there is one
   */
  static PartitionAudit judge(
      BufferHistory history,
      SortedMap<String, String> attached,
      Optional<BufferDatabase> database) {
    List<Finding> findings = new ArrayList<>();
    List<String> notChecked = new ArrayList<>();
    for (PartitionRecord record : history.partitions().values()) {
      if (!attached.containsKey(record.name())) {
        DetachedPartition gone =
            database
                .map(found -> DetachedPartition.in(found, history, record))
                .orElseGet(() -> DetachedPartition.inBackup(record));
        gone.finding().ifPresent(findings::add);
        gone.notChecked().ifPresent(notChecked::add);
      }
    }
    attached.forEach(
        (name, bound) ->
            unrecorded(name, bound, history.partitions().get(name)).ifPresent(findings::add));
    return new PartitionAudit(findings, firstOf(notChecked))
        .with(FindingCode.RECEIPTS_CONTRADICT, history.contradictions());
  }

  private PartitionAudit with(FindingCode code, Noted<String> details) {
    List<Finding> all = new ArrayList<>(findings);
    details.first().forEach(detail -> all.add(Finding.ofLedger(code, detail)));
    if (details.total() > details.first().size()) {
      all.add(
          Finding.ofLedger(
              code, "and so on: " + (details.total() - details.first().size()) + " more"));
    }
    return new PartitionAudit(all, notChecked);
  }

  private static List<String> firstOf(List<String> all) {
    if (all.size() <= SHOWN) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, SHOWN));
    shown.add("and so it is with " + (all.size() - SHOWN) + " more partitions");
    return shown;
  }

  private static Optional<Finding> unrecorded(
      String name, String bound, @Nullable PartitionRecord record) {
    String found = "partition " + name + " " + bound + " is attached, and ";
    String why;
    if (record == null) {
      why = "the journal does not know it";
    } else if (record.isGone()) {
      why = "statement " + record.position() + " of the journal says that it is gone";
    } else if (record.fate() == Fate.DETACHED) {
      why = "statement " + record.position() + " of the journal says that it was detached";
    } else if (!record.bound().equals(bound)) {
      why = "statement " + record.position() + " of the journal says " + record.bound();
    } else {
      return Optional.empty();
    }
    return Optional.of(Finding.ofLedger(FindingCode.PARTITION_UNRECORDED, found + why));
  }
}
