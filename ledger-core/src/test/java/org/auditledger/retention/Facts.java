package org.auditledger.retention;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.PartitionContents;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.PartitionRecord;
import org.auditledger.journal.PartitionRecord.Fate;
import org.auditledger.retention.StoredPartition.Kind;

/** What a test says is found in a buffer: of tenant acme, who keeps records for 30 days. */
final class Facts {

  static final DropPolicy PROMISED =
      new DropPolicy("acme", 7, OptionalLong.empty(), OptionalLong.of(3600), OptionalLong.empty());

  final Instant now;
  final List<StoredPartition> partitions = new ArrayList<>();
  final List<String> missing = new ArrayList<>();
  final Set<String> names = new HashSet<>();
  final SortedMap<String, Integer> retentions = new TreeMap<>();
  final List<Hold> holds = new ArrayList<>();

  Facts(String now) {
    this.now = Instant.parse(now);
    retentions.put("acme", 30);
  }

  BufferState state() {
    return new BufferState(
        new LedgerName("facts"), now, partitions, missing, names, retentions, holds);
  }

  RetentionPlan plan(PlanSettings settings) {
    return Planner.plan(state(), settings);
  }

  Facts with(StoredPartition... more) {
    partitions.addAll(List.of(more));
    return this;
  }

  Facts hold(String name, String tenant, String expires) {
    holds.add(
        new Hold(
            1,
            new HoldPlaced(
                name,
                "a dispute",
                Optional.of(tenant),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(expires).filter(text -> !text.isEmpty()).map(Instant::parse))));
    return this;
  }

  /** The partition of a day, with records of these tenants. */
  static StoredPartition day(String date, String... tenants) {
    Instant from = SimulatedBuffer.midnight(date);
    return between(date, from, from.plus(1, ChronoUnit.DAYS), tenants);
  }

  static StoredPartition between(String name, Instant from, Instant to, String... tenants) {
    return partition(
        name,
        Kind.TABLE,
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        PartitionState.ATTACHED,
        Optional.empty(),
        tenants);
  }

  /** The same one, on its way out. */
  static StoredPartition on(PartitionState state, StoredPartition partition) {
    return partition(
        partition.name(),
        partition.kind(),
        partition.from(),
        partition.to(),
        state,
        Optional.of(record(partition, state)),
        partition.tenants().toArray(String[]::new));
  }

  /** The same one, as a thing of another kind. */
  static StoredPartition as(Kind kind, StoredPartition partition) {
    return partition(
        partition.name(),
        kind,
        partition.from(),
        partition.to(),
        partition.state(),
        partition.record(),
        partition.tenants().toArray(String[]::new));
  }

  /** Without what the journal says of it. */
  static StoredPartition unknown(PartitionState state, StoredPartition partition) {
    return partition(
        partition.name(),
        partition.kind(),
        partition.from(),
        partition.to(),
        state,
        Optional.empty(),
        partition.tenants().toArray(String[]::new));
  }

  private static StoredPartition partition(
      String name,
      Kind kind,
      Optional<Instant> from,
      Optional<Instant> to,
      PartitionState state,
      Optional<PartitionRecord> record,
      String... tenants) {
    return new StoredPartition(
        name,
        kind,
        from,
        to,
        state,
        record,
        tenants.length * 10L,
        true,
        8192,
        new TreeSet<>(List.of(tenants)),
        Set.of());
  }

  /** Detached, if it is, at noon of the day but one after it. */
  private static PartitionRecord record(StoredPartition partition, PartitionState state) {
    Instant to = partition.to().orElseThrow();
    return new PartitionRecord(
        partition.name(),
        1,
        "",
        partition.from(),
        partition.to(),
        state == PartitionState.DETACHED ? Fate.DETACHED : Fate.TO_BE_DROPPED,
        Optional.of(
            new PartitionDrop(
                partition.name(),
                partition.from().orElseThrow(),
                to,
                new PartitionContents(0, Optional.empty(), Optional.empty(), Digest.ZERO),
                Optional.empty(),
                PartitionDrop.WITNESSED,
                Digest.ZERO,
                PROMISED,
                0)),
        Optional.of(to.plus(36, ChronoUnit.HOURS))
            .filter(time -> state == PartitionState.DETACHED));
  }
}
