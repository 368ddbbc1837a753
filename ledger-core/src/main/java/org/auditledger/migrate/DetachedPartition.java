package org.auditledger.migrate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.PartitionRecord;
import org.auditledger.verify.Finding;
import org.auditledger.verify.FindingCode;

/**
 * A partition that the journal knows and that is not attached. It is all right where a receipt says
 * that it was dropped and it is not there any more, or while a run that drops it is not at its end.
 *
 * @param finding what is wrong
 * @param notChecked what nobody who signs has seen to its end
 */
record DetachedPartition(Optional<Finding> finding, Optional<String> notChecked) {

  /** Runs are daily, and one that comes a minute before the grace has passed leaves the table. */
  private static final Duration OVERDUE = Duration.ofHours(36);

  private static final DetachedPartition RIGHT =
      new DetachedPartition(Optional.empty(), Optional.empty());

  /** Judges by a backup, which has what is attached and nothing else. */
  static DetachedPartition inBackup(PartitionRecord record) {
    String statement = ", and " + statement(record);
    return switch (record.fate()) {
      case ATTACHED ->
          notChecked(
              record,
              "is not attached"
                  + statement
                  + "says that it is; whether it was dropped only the database could say");
      case TO_BE_DROPPED ->
          notChecked(record, "is not attached" + statement + "only says that it was to be dropped");
      case DETACHED ->
          notChecked(record, "was detached" + statement + "does not say what became of it");
      case DROPPED -> RIGHT;
      case DROPPED_UNWITNESSED -> unwitnessed(record);
    };
  }

  /** Judges by what a database has. */
  static DetachedPartition in(
      BufferDatabase database, BufferHistory history, PartitionRecord record) {
    boolean left = database.tables().contains(record.name());
    Optional<BufferDatabase.Drop> drop =
        record.mayBeAttached()
            ? database.dropOf(record.name(), record.bound(), history.journalledDrops())
            : Optional.empty();
    if (record.isGone()) {
      return left
          ? leftBehind(record, statement(record) + "says that it was dropped")
          : record.fate() == PartitionRecord.Fate.DROPPED ? RIGHT : unwitnessed(record);
    } else if (!left && drop.isPresent()) {
      return notChecked(
          record, "was dropped " + drop.get().by() + ", and only the database says so");
    } else if (record.fate() == PartitionRecord.Fate.ATTACHED) {
      return missing(
          record,
          record.bound()
              + " is not attached, and "
              + statement(record)
              + "says that it is"
              + (left ? "; there is a table of its name" : ""));
    } else if (left) {
      return unfinished(record, database.now());
    }
    return lost(history, record);
  }

  /** A run has begun to drop it. What it began may take its time, and the next one goes on. */
  private static DetachedPartition unfinished(PartitionRecord record, Instant now) {
    if (record.detachedAt().isEmpty()) {
      return notChecked(
          record, "is detached, and " + statement(record) + "only says that it is to be dropped");
    }
    Instant until = record.detachedAt().get().plusSeconds(graceSeconds(record));
    return until.plus(OVERDUE).isBefore(now)
        ? leftBehind(
            record, statement(record) + "says that it was detached, to be dropped from " + until)
        : notChecked(
            record,
            "is detached until "
                + until
                + ", and was not held against "
                + statement(record).strip());
  }

  private static long graceSeconds(PartitionRecord record) {
    return record.intended().map(drop -> drop.policy().graceSeconds().orElse(0)).orElse(0L);
  }

  /** A backup has nothing that was detached, so that it is gone from what was restored from one. */
  private static DetachedPartition lost(BufferHistory history, PartitionRecord record) {
    String said =
        statement(record)
            + (record.fate() == PartitionRecord.Fate.DETACHED
                ? "says that it was detached, none that it was dropped"
                : "only says that it was to be dropped");
    boolean restored = history.restored().orElse(0) > record.position();
    return restored
        ? notChecked(record, "was not in the backup that the ledger was restored from, and " + said)
        : missing(record, record.bound() + " is gone, and " + said);
  }

  private static DetachedPartition unwitnessed(PartitionRecord record) {
    return notChecked(
        record, "was dropped, and " + statement(record) + "only repeats what the database says");
  }

  private static DetachedPartition missing(PartitionRecord record, String what) {
    return finding(FindingCode.PARTITION_MISSING, "partition " + record.name() + " " + what);
  }

  private static DetachedPartition leftBehind(PartitionRecord record, String why) {
    return finding(
        FindingCode.PARTITION_LEFT_BEHIND, "table " + record.name() + " is there, and " + why);
  }

  private static DetachedPartition finding(FindingCode code, String detail) {
    return new DetachedPartition(Optional.of(Finding.ofLedger(code, detail)), Optional.empty());
  }

  private static DetachedPartition notChecked(PartitionRecord record, String what) {
    return new DetachedPartition(
        Optional.empty(), Optional.of("partition " + record.name() + " " + what));
  }

  private static String statement(PartitionRecord record) {
    return "statement " + record.position() + " of the journal ";
  }
}
