package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.BufferHistory;

/** Makes the plan for a ledger's buffer. */
public final class Planning {

  private Planning() {}

  /**
   * Reads the buffer and plans. Of what would go the records are counted, of the rest not.
   *
   * @param transaction one that sees one moment; it holds a weak lock on every partition from here
   *     on, and nothing can be detached until it ends
   * @param history what the journal says
   */
  public static RetentionPlan plan(
      Connection transaction, LedgerName ledger, BufferHistory history, PlanSettings settings)
      throws SQLException {
    BufferState state = StateReading.read(transaction, ledger, history);
    Set<String> going =
        Planner.plan(state, settings).drops().stream()
            .map(PlannedDrop::name)
            .collect(Collectors.toSet());
    List<StoredPartition> counted = new ArrayList<>();
    for (StoredPartition partition : state.partitions()) {
      counted.add(
          partition.kind() == StoredPartition.Kind.TABLE && going.contains(partition.name())
              ? partition.withRows(Inhabitants.count(transaction, partition))
              : partition);
    }
    return Planner.plan(state.withPartitions(counted), settings);
  }
}
