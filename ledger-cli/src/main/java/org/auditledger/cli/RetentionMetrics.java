package org.auditledger.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.entry.LedgerName;
import org.auditledger.retention.RetentionOutcome;
import org.auditledger.retention.RetentionStatus;

/**
 * What Prometheus is told of a ledger's retention.
 *
 * @param status how it stands
 * @param run what a run has done that came to its end just now; absent when somebody only looked
 */
record RetentionMetrics(LedgerName ledger, RetentionStatus status, Optional<RetentionOutcome> run) {

  private static final String PREFIX = "audit_ledger_";

  /**
   * One number, under one name.
   *
   * @param adds whether it is added to what the file had: a counter
   */
  record Metric(String name, String help, long value, boolean adds) {

    Metric(String name, String help, long value) {
      this(name, help, value, false);
    }

    String type() {
      return adds ? "counter" : "gauge";
    }
  }

  static RetentionMetrics after(RetentionOutcome run, RetentionStatus status) {
    return new RetentionMetrics(status.ledger(), status, Optional.of(run));
  }

  static RetentionMetrics of(RetentionStatus status) {
    return new RetentionMetrics(status.ledger(), status, Optional.empty());
  }

  /** A time is in seconds, as everything that Prometheus is told. */
  List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    run.ifPresent(outcome -> addRun(metrics, outcome));
    metrics.add(
        new Metric(
            PREFIX + "partitions_ahead",
            "Partitions of the telemetry buffer that begin after now.",
            status.partitionsAhead()));
    metrics.add(
        new Metric(
            PREFIX + "partitions",
            "Partitions of the telemetry buffer.",
            status.partitions().stream().filter(one -> one.state().isAttached()).count()));
    status
        .oldest()
        .ifPresent(
            oldest ->
                metrics.add(
                    new Metric(
                        PREFIX + "oldest_partition_timestamp_seconds",
                        "When the oldest partition of the telemetry buffer begins.",
                        oldest.getEpochSecond())));
    metrics.add(
        new Metric(
            PREFIX + "partitions_expired",
            "Partitions that may go and are still there.",
            status.plan().drops().size()));
    metrics.add(
        new Metric(
            PREFIX + "holds",
            "Holds that keep records from going.",
            status.holds().stream().filter(h -> !h.placed().hasExpired(status.now())).count()));
    return metrics;
  }

  private void addRun(List<Metric> metrics, RetentionOutcome outcome) {
    Instant now = status.now();
    metrics.add(
        new Metric(
            PREFIX + "retention_last_success_timestamp_seconds",
            "When a retention run last came to its end.",
            now.getEpochSecond()));
    metrics.add(
        new Metric(
            PREFIX + "retention_dropped_partitions_total",
            "Partitions that retention runs have dropped.",
            outcome.dropped().size(),
            true));
    metrics.add(
        new Metric(
            PREFIX + "retention_freed_bytes_total",
            "Bytes that the disk has back from retention runs.",
            outcome.bytesFreed(),
            true));
  }
}
