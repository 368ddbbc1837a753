package org.auditledger.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.DropPolicy;

/**
 * A partition that stays.
 *
 * @param policy whose retention or which floor is the longest; absent where that is not the
 *     question
 * @param until when that has passed, or the grace; absent where time alone does not help
 * @param by what it is that keeps it: holds, tenants or another partition, by name
 */
public record Kept(
    StoredPartition partition,
    Because because,
    Optional<DropPolicy> policy,
    Optional<Instant> until,
    List<String> by) {

  /** Why it stays. The first that is true counts. */
  enum Because {
    DEFAULT,
    /** It has no end, no beginning, or one that no statement can say. */
    UNBOUNDED,
    /** It is no plain table of schema public. */
    NO_PLAIN_TABLE,
    /** It was detached by nobody who has said that he drops it. */
    DETACHED_BY_OTHERS,
    /** It holds records of a tenant that there is not, or nobody says how long it stays. */
    NO_RETENTION,
    HELD,
    NOT_EXPIRED,
    NEWEST,
    /** It is detached, and stays a while so. */
    GRACE,
    /** Something else does not let it be detached. */
    BLOCKED,
    /** It cannot be read, so that nobody can say what it holds. */
    UNREADABLE,
    /** The run takes only so many. */
    LIMIT
  }

  public Kept {
    by = List.copyOf(by);
  }

  static Kept of(StoredPartition partition, Because because, List<String> by) {
    return new Kept(partition, because, Optional.empty(), Optional.empty(), by);
  }

  /** For a person: what keeps it. */
  public String sentence() {
    String names = String.join(", ", by);
    return switch (because) {
      case DEFAULT -> "it is the default partition, which is never dropped";
      case UNBOUNDED -> "it has no beginning or no end that a statement could say";
      case NO_PLAIN_TABLE -> "it is no plain table in schema public";
      case DETACHED_BY_OTHERS -> "it is detached, and no run has said that it drops it";
      case NO_RETENTION ->
          by.isEmpty()
              ? "it is empty, and there is no tenant whose retention would count"
              : "nobody says for how long records of these are kept: " + names;
      case HELD -> "it is on hold: " + names;
      case NOT_EXPIRED -> policy.map(Kept::decides).orElse("it is not old enough") + untilWhen();
      case NEWEST -> "it is the newest partition, which is never dropped";
      case GRACE -> "it is detached, and stays so for its grace" + untilWhen();
      case BLOCKED -> "nothing can be detached: " + names;
      case UNREADABLE -> "it cannot be read: " + names;
      case LIMIT -> "the run ends before it: no more partitions go at once";
    };
  }

  private static String decides(DropPolicy policy) {
    boolean floor =
        policy.floorDays().isPresent() && policy.floorDays().getAsLong() == policy.days();
    return floor
        ? "the floor is " + policy.days() + " days"
        : "tenant " + policy.decidedBy() + " keeps records for " + policy.days() + " days";
  }

  private String untilWhen() {
    return until.map(time -> ", until " + time).orElse("");
  }
}
