package org.auditledger.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
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

/**
 * A buffer in memory, at a time that a test chooses: its records, one by one, and where they lie.
 * It obeys plans as a run would, and knows no rule of retention.
 */
final class SimulatedBuffer {

  /** What somebody buffered. */
  record Row(String tenant, String subject, Instant time) {}

  /** A table with records; a partition, until it is detached. */
  static final class Table {
    final String name;
    final Instant from;
    final Instant to;
    final List<Row> rows = new ArrayList<>();
    PartitionState state = PartitionState.ATTACHED;
    Optional<DropPolicy> promised = Optional.empty();
    Optional<Instant> detachedAt = Optional.empty();

    Table(String name, Instant from, Instant to) {
      this.name = name;
      this.from = from;
      this.to = to;
    }

    @Override
    public String toString() {
      return name + " from " + from + " to " + to + ", " + state + ", " + new HashSet<>(rows);
    }
  }

  final SortedMap<String, Table> tables = new TreeMap<>();
  final SortedMap<String, Integer> retentions = new TreeMap<>();
  final SortedMap<String, HoldPlaced> holds = new TreeMap<>();
  Instant now;

  SimulatedBuffer(Instant now) {
    this.now = now;
  }

  void add(String name, Instant from, Instant to) {
    tables.put(name, new Table(name, from, to));
  }

  /** Inserts a record, if there is a partition for it. */
  boolean insert(Row row) {
    for (Table table : tables.values()) {
      if (table.state.isAttached()
          && !row.time().isBefore(table.from)
          && row.time().isBefore(table.to)) {
        table.rows.add(row);
        return true;
      }
    }
    return false;
  }

  /** Makes what a plan makes. */
  void make(RetentionPlan plan) {
    plan.creations().forEach(made -> add(made.name(), made.from(), made.to()));
  }

  /**
   * Goes a step, or all of them, on the way out with a table that a plan drops.
   *
   * @return what is lost by it
   */
  Optional<Table> drop(PlannedDrop planned, PartitionState last) {
    Table table = tables.get(planned.name());
    table.promised = Optional.of(planned.policy());
    if (table.state.compareTo(last) < 0) {
      table.state = last;
    }
    if (last != PartitionState.DETACHED) {
      return Optional.empty();
    }
    if (table.detachedAt.isEmpty()) {
      table.detachedAt = Optional.of(now);
    }
    Duration grace = Duration.ofSeconds(planned.policy().graceSeconds().orElse(0));
    if (table.detachedAt.get().plus(grace).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.ofNullable(tables.remove(planned.name()));
  }

  /** What a plan is made from. */
  BufferState state() {
    List<Hold> placed = new ArrayList<>();
    holds.values().forEach(hold -> placed.add(new Hold(1, hold)));
    return new BufferState(
        new LedgerName("simulated"),
        now,
        tables.values().stream().map(this::stored).toList(),
        List.of(),
        tables.keySet(),
        retentions,
        placed);
  }

  private StoredPartition stored(Table table) {
    Set<String> subjectHolds = new HashSet<>();
    SortedSet<String> tenants = new TreeSet<>();
    for (Row row : table.rows) {
      tenants.add(row.tenant());
      for (HoldPlaced hold : holds.values()) {
        if (hold.subject().isPresent() && isAbout(hold, row)) {
          subjectHolds.add(hold.hold());
        }
      }
    }
    return new StoredPartition(
        table.name,
        StoredPartition.Kind.TABLE,
        Optional.of(table.from),
        Optional.of(table.to),
        table.state,
        Optional.of(record(table)),
        table.rows.size(),
        true,
        8192,
        tenants,
        subjectHolds);
  }

  private static boolean isAbout(HoldPlaced hold, Row row) {
    return hold.subject().map(row.subject()::equals).orElse(true)
        && hold.tenant().map(row.tenant()::equals).orElse(true);
  }

  private static PartitionRecord record(Table table) {
    return new PartitionRecord(
        table.name,
        1,
        "its bound, which no plan asks for",
        Optional.of(table.from),
        Optional.of(table.to),
        switch (table.state) {
          case ATTACHED -> PartitionRecord.Fate.ATTACHED;
          case INTENDED, DETACHING, LOOSE -> PartitionRecord.Fate.TO_BE_DROPPED;
          case DETACHED -> PartitionRecord.Fate.DETACHED;
        },
        table.promised.map(policy -> intention(table, policy)),
        table.detachedAt);
  }

  private static PartitionDrop intention(Table table, DropPolicy policy) {
    return new PartitionDrop(
        table.name,
        table.from,
        table.to,
        new PartitionContents(0, Optional.empty(), Optional.empty(), Digest.ZERO),
        Optional.empty(),
        PartitionDrop.WITNESSED,
        Digest.ZERO,
        policy,
        0);
  }

  static Instant midnight(String date) {
    return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static OptionalLong seconds(long value) {
    return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
