package org.auditledger.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.PartitionBound;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.journal.PartitionRecord;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.seal.Parsed;

/** Which rows repeat a journal's statements. Takes them one after the other, from the first on. */
final class Repetition {

  private final BufferHistory history = new BufferHistory();
  private final Set<String> unwritable = new TreeSet<>();

  /** The rows that repeat the next statement. */
  List<RepeatedRow> of(JournalEntry entry) {
    Statement statement = entry.statement().orElse(null);
    if (statement == null || entry.standing() instanceof Standing.Refused) {
      return List.of();
    }
    long position = statement.position();
    return switch (statement.kind()) {
      case LEDGER_ADOPTED -> {
        history.accept(entry);
        yield found(position);
      }
      case PARTITION_CREATED ->
          PartitionCreated.read(statement.body()) instanceof Parsed.Value<PartitionCreated> made
              ? List.of(of(position, made.value()))
              : List.of();
      case TENANT_RETENTION_SET ->
          TenantRetentionSet.read(statement.body()) instanceof Parsed.Value<TenantRetentionSet> set
              ? List.of(of(position, set.value()))
              : List.of();
      case HOLD_PLACED -> {
        history.accept(entry);
        yield HoldPlaced.read(statement.body()) instanceof Parsed.Value<HoldPlaced> hold
            ? List.of(of(position, hold.value()))
            : List.of();
      }
      case HOLD_RELEASED -> {
        Optional<Hold> hold = history.hold(HoldReleased.read(statement.body()).hold());
        history.accept(entry);
        yield hold.isPresent() ? List.of(of(position, hold.get())) : List.of();
      }
      default -> List.of();
    };
  }

  /** Partitions found at adoption whose bounds no statement could write as a time. */
  Set<String> unwritable() {
    return Set.copyOf(unwritable);
  }

  static RepeatedRow.Partition of(long position, PartitionCreated made) {
    return new RepeatedRow.Partition(
        position, made.partition(), JournalTime.text(made.from()), JournalTime.text(made.to()));
  }

  static RepeatedRow.Retention of(long position, TenantRetentionSet set) {
    return new RepeatedRow.Retention(position, set.tenant(), set.days());
  }

  /** The function knows no subjects, so that a hold on one is a hold on all there. */
  static RepeatedRow.Held of(long position, HoldPlaced hold) {
    return new RepeatedRow.Held(position, hold.tenant(), lower(hold.from()), upper(hold.to()));
  }

  static RepeatedRow.Release of(long position, Hold released) {
    return new RepeatedRow.Release(position, released.position());
  }

  private List<RepeatedRow> found(long position) {
    List<RepeatedRow> rows = new ArrayList<>();
    for (PartitionRecord partition : history.partitions().values()) {
      if (partition.bound().equals(PartitionBound.text(partition.from(), partition.to()))) {
        rows.add(
            new RepeatedRow.Partition(
                position, partition.name(), lower(partition.from()), upper(partition.to())));
      } else if (!partition.bound().equals("DEFAULT")) {
        unwritable.add(partition.name());
      }
    }
    return rows;
  }

  private static String lower(Optional<Instant> time) {
    return time.map(JournalTime::text).orElse("-infinity");
  }

  private static String upper(Optional<Instant> time) {
    return time.map(JournalTime::text).orElse("infinity");
  }
}
