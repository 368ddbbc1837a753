package org.auditledger.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.retention.PartitionState;
import org.auditledger.retention.PlanTrouble;
import org.auditledger.retention.PlannedDrop;
import org.auditledger.retention.RetentionStatus;
import org.auditledger.retention.StoredPartition;

/** Judges whether there is room for the records that come, and what should have gone. */
final class PartitionRules {

  private PartitionRules() {}

  /**
   * Judges them.
   *
   * @param retention how it stands, which takes a journal and who may read the buffer
   */
  static void judge(
      PartitionFacts facts, Reading<RetentionStatus> retention, Limits limits, Chart chart) {
    if (!facts.exists()) {
      chart.saw("there is no telemetry buffer");
      return;
    }
    room(facts, limits, chart);
    facts
        .defaultRows()
        .ifPresent(
            rows ->
                chart.found(
                    Ailment.DEFAULT_PARTITION,
                    String.format(
                        Locale.ROOT,
                        "there is a default partition, with about %,d records",
                        rows)));
    if (retention instanceof Reading.Refused<RetentionStatus> refused) {
      chart.notChecked(new NotChecked("retention: " + refused.why().why(), refused.why().asked()));
    } else {
      retention(((Reading.Read<RetentionStatus>) retention).value(), limits, chart);
    }
  }

  private static void room(PartitionFacts facts, Limits limits, Chart chart) {
    Optional<Duration> room = facts.room();
    String count = String.format(Locale.ROOT, "%,d partitions, ", facts.partitions().size());
    if (room.isEmpty()) {
      chart.saw(count + "with room for ever");
      return;
    }
    chart.saw(count + "with room for " + Span.of(room.get()) + " from now on");
    if (room.get().isZero()) {
      chart.found(
          Ailment.BUFFER_REFUSES,
          facts.defaultRows().isEmpty(),
          "the buffer has no partition for now");
      return;
    }
    chart.found(
        Ailment.PARTITIONS_RUN_OUT,
        room.get().compareTo(limits.ahead()) < 0,
        "there is room for "
            + Span.of(room.get())
            + " of records; the limit is "
            + Span.of(limits.ahead()));
  }

  /** How long ago it could have gone. */
  private static Duration pastDue(PlannedDrop drop, RetentionStatus status) {
    return Duration.between(drop.to(), status.now()).minusDays(drop.policy().days());
  }

  private static void retention(RetentionStatus status, Limits limits, Chart chart) {
    List<PlannedDrop> overdue =
        status.plan().drops().stream()
            .filter(drop -> drop.state() == PartitionState.ATTACHED)
            .filter(drop -> pastDue(drop, status).compareTo(limits.overdue()) > 0)
            .toList();
    if (!overdue.isEmpty()) {
      chart.found(
          Ailment.RETENTION_OVERDUE,
          String.format(
              Locale.ROOT,
              "%,d partitions should have gone, %s first; the limit is %s after their time",
              overdue.size(),
              overdue.get(0).name(),
              Span.of(limits.overdue())));
    }
    for (StoredPartition partition : status.partitions()) {
      boolean unfinished =
          partition.state() != PartitionState.ATTACHED
              && partition.state() != PartitionState.DETACHED;
      chart.found(
          Ailment.RETENTION_UNFINISHED,
          unfinished,
          "partition "
              + partition.name()
              + " is "
              + partition.state().name().toLowerCase(Locale.ROOT));
    }
    status.plan().troubles().stream()
        .filter(trouble -> trouble.kind() != PlanTrouble.Kind.GAP)
        .forEach(trouble -> chart.found(Ailment.RETENTION_TROUBLE, trouble.sentence()));
    chart.found(
        Ailment.DROPS_UNWITNESSED,
        status.unjournalledDrops() > 0,
        status.unjournalledDrops() + " drops by the database's function are not in the journal");
  }
}
