package org.auditledger.retention;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.PartitionRecord;
import org.auditledger.retention.Kept.Because;

/** What keeps a partition, whatever becomes of the others. */
final class KeepRules {

  private final BufferState state;
  private final PlanSettings settings;
  private final Optional<Instant> newest;
  private final List<HoldPlaced> inForce;

  KeepRules(BufferState state, PlanSettings settings, List<PlannedPartition> made) {
    this.state = state;
    this.settings = settings;
    this.newest =
        Stream.concat(
                state.partitions().stream()
                    .filter(partition -> partition.state().isAttached())
                    .filter(partition -> partition.kind() != StoredPartition.Kind.DEFAULT)
                    .map(partition -> partition.to().orElse(Instant.MAX)),
                made.stream().map(PlannedPartition::to))
            .max(Comparator.naturalOrder());
    this.inForce =
        state.holds().stream()
            .map(Hold::placed)
            .filter(hold -> !hold.hasExpired(state.now()))
            .toList();
  }

  int holdsInForce() {
    return inForce.size();
  }

  /** Why this partition stays; nothing when it may go. */
  Optional<Kept> keeps(StoredPartition partition) {
    if (partition.kind() == StoredPartition.Kind.DEFAULT) {
      return kept(partition, Because.DEFAULT, List.of());
    }
    if (partition.kind() != StoredPartition.Kind.TABLE) {
      return kept(partition, Because.NO_PLAIN_TABLE, List.of());
    }
    if (partition.from().isEmpty() || partition.to().isEmpty()) {
      return kept(partition, Because.UNBOUNDED, List.of());
    }
    if (isDetached(partition) && partition.intended().isEmpty()) {
      return kept(partition, Because.DETACHED_BY_OTHERS, List.of());
    }
    List<String> holds =
        inForce.stream().filter(hold -> covers(hold, partition)).map(HoldPlaced::hold).toList();
    if (!holds.isEmpty()) {
      return kept(partition, Because.HELD, holds);
    }
    return keptByTime(partition);
  }

  private Optional<Kept> keptByTime(StoredPartition partition) {
    Expiry expiry = Expiry.of(partition, state, settings).orElse(null);
    if (expiry == null) {
      List<String> strangers =
          partition.tenants().stream()
              .filter(tenant -> !state.retentions().containsKey(tenant))
              .toList();
      return kept(partition, Because.NO_RETENTION, strangers);
    }
    if (!expiry.hasCome(state.now())) {
      return Optional.of(
          new Kept(
              partition,
              Because.NOT_EXPIRED,
              Optional.of(expiry.policy()),
              Optional.of(expiry.at()),
              List.of()));
    }
    if (partition.state().isAttached() && partition.to().equals(newest)) {
      return kept(partition, Because.NEWEST, List.of());
    }
    return keptByGrace(partition);
  }

  /** It counts from the statement that it is detached, and is the one that was promised before. */
  private Optional<Kept> keptByGrace(StoredPartition partition) {
    long grace =
        partition.intended().map(drop -> drop.policy().graceSeconds().orElse(0)).orElse(0L);
    if (partition.state() != PartitionState.DETACHED || grace == 0) {
      return Optional.empty();
    }
    Instant end =
        partition
            .record()
            .flatMap(PartitionRecord::detachedAt)
            .orElse(state.now())
            .plusSeconds(grace);
    return end.isAfter(state.now())
        ? Optional.of(
            new Kept(partition, Because.GRACE, Optional.empty(), Optional.of(end), List.of()))
        : Optional.empty();
  }

  /** The plan for a partition that may go. */
  PlannedDrop drop(StoredPartition partition) {
    Optional<PartitionDrop> begun = partition.intended();
    return new PlannedDrop(
        partition.name(),
        partition.from().orElseThrow(),
        partition.to().orElseThrow(),
        partition.state(),
        partition.rows(),
        partition.bytes(),
        List.copyOf(partition.tenants()),
        begun
            .map(PartitionDrop::policy)
            .orElseGet(() -> Expiry.of(partition, state, settings).orElseThrow().policy()),
        inForce.size(),
        begun);
  }

  private static boolean covers(HoldPlaced hold, StoredPartition partition) {
    boolean inTime = hold.covers(partition.from().orElseThrow(), partition.to().orElseThrow());
    if (hold.subject().isPresent()) {
      return inTime && partition.subjectHolds().contains(hold.hold());
    }
    return inTime && hold.tenant().map(tenant -> partition.tenants().contains(tenant)).orElse(true);
  }

  private static boolean isDetached(StoredPartition partition) {
    return partition.state() == PartitionState.LOOSE
        || partition.state() == PartitionState.DETACHED;
  }

  private static Optional<Kept> kept(StoredPartition partition, Because because, List<String> by) {
    return Optional.of(Kept.of(partition, because, by));
  }
}
