package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.auditledger.control.Recorder;
import org.auditledger.entry.Digest;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.PartitionRecord;

/**
 * What is to be said of a drop that only the database knows of: that it says so, where its function
 * may have done that, or else that something is wrong. Whose records it held nobody here has seen,
 * so of the retentions only the shortest is held against it.
 */
final class DropJudgement {

  /** Whose clock wrote what is as good as unknown within a minute. */
  private static final Duration OFF = Duration.ofMinutes(1);

  private final UnwitnessedDrop drop;
  private final Optional<String> wrong;
  private final Optional<DropPolicy> policy;
  private final int holds;

  private DropJudgement(
      UnwitnessedDrop drop, Optional<String> wrong, Optional<DropPolicy> policy, int holds) {
    this.drop = drop;
    this.wrong = wrong;
    this.policy = policy;
    this.holds = holds;
  }

  /**
   * Judges it.
   *
   * @param attached the bounds of the partitions that are there
   */
  static DropJudgement of(
      UnwitnessedDrop drop, RetentionJournal journal, Map<String, String> attached) {
    BufferHistory before = journal.rulesAt(drop.at(), OFF.negated());
    BufferHistory after = journal.rulesAt(drop.at(), OFF);
    Optional<DropPolicy> policy = shortest(drop, before, after);
    PartitionRecord record = journal.history().partitions().get(drop.partition());
    String by = "was dropped by " + drop.by() + " at " + drop.at() + ", and ";
    String why = null;
    if (record == null || record.isGone()) {
      why = record == null ? "the journal does not know it" : "the journal says it was gone before";
    } else if (!record.from().equals(drop.from()) || !record.to().equals(drop.to())) {
      why = "the journal says it was " + record.bound();
    } else if (record.bound().equals(attached.get(drop.partition()))) {
      why = "it is there";
    } else if (drop.from().isEmpty() || drop.to().isEmpty()) {
      why = "it had no bounds that a receipt could name";
    } else if (policy.isEmpty()) {
      why = "no tenant's retention had passed";
    }
    if (why == null) {
      why = held(drop, before, after).map(hold -> "it was on hold: " + hold).orElse(null);
    }
    return new DropJudgement(
        drop, Optional.ofNullable(why).map(by::concat), policy, before.holds().size());
  }

  /** The shortest retention, at either time, if it had passed. */
  private static Optional<DropPolicy> shortest(
      UnwitnessedDrop drop, BufferHistory before, BufferHistory after) {
    String tenant = null;
    long days = Long.MAX_VALUE;
    for (BufferHistory one : List.of(before, after)) {
      for (Map.Entry<String, Integer> retention : one.retentions().entrySet()) {
        if (retention.getValue() < days) {
          tenant = retention.getKey();
          days = retention.getValue();
        }
      }
    }
    if (tenant == null
        || drop.to().isEmpty()
        || drop.to().get().plus(Duration.ofHours(24 * days)).isAfter(drop.at())) {
      return Optional.empty();
    }
    return Optional.of(
        new DropPolicy(
            tenant,
            days,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.of(drop.number())));
  }

  /** A hold of everybody, which covers it for sure, and was in force before and after. */
  private static Optional<String> held(
      UnwitnessedDrop drop, BufferHistory before, BufferHistory after) {
    Set<Hold> both = new HashSet<>(before.holds());
    both.retainAll(after.holds());
    return both.stream()
        .map(Hold::placed)
        .filter(hold -> hold.tenant().isEmpty() && hold.subject().isEmpty())
        .filter(hold -> hold.covers(drop.from().orElseThrow(), drop.to().orElseThrow()))
        .map(HoldPlaced::hold)
        .findFirst();
  }

  /** Whether the function may have done it. */
  boolean accounted() {
    return wrong.isEmpty();
  }

  /** Says it in the journal, and in words. */
  String record(Recorder recorder, Connection transaction) throws SQLException {
    if (wrong.isPresent()) {
      recorder.record(transaction, Kind.INCIDENT, Incidents.ofDrop(drop, wrong.get()));
      return "partition " + drop.partition() + " " + wrong.get();
    }
    PartitionDrop receipt =
        new PartitionDrop(
            drop.partition(),
            drop.from().orElseThrow(),
            drop.to().orElseThrow(),
            drop.contents(),
            Optional.empty(),
            PartitionDrop.UNWITNESSED,
            // No plan had it.
            Digest.ZERO,
            policy.orElseThrow(),
            holds);
    recorder.record(transaction, Kind.PARTITION_DROPPED, receipt.toBody());
    return "partition "
        + drop.partition()
        + " was dropped by "
        + drop.by()
        + ", as the database says";
  }
}
