package org.auditledger.migrate;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.Standing;
import org.auditledger.journal.Statement;

/**
 * What the journal says of the buffer's partitions: which there are to be, and what became of the
 * others. A statement that does not stand says nothing here.
 */
final class PartitionReceipts {

  /** What the last statement about a partition says of it. */
  enum Fate {
    ATTACHED,
    /** A run has begun to drop it, and need not have come to its end. */
    TO_BE_DROPPED,
    GONE,
    /** It was dropped by who signs nothing, and only the database says so. */
    GONE_UNWITNESSED
  }

  /**
   * The last statement about a partition.
   *
   * @param bound as PostgreSQL prints it to who is in UTC
   */
  record Receipt(long position, String bound, Fate fate) {}

  /** The migration that makes the buffer, and takes it away when it is reverted. */
  private static final String BUFFER = "2";

  private static final String UNWITNESSED = "unwitnessed";

  private final SortedMap<String, Receipt> receipts = new TreeMap<>();

  /** Takes the next statement. */
  void accept(JournalEntry entry) {
    Statement statement = entry.statement().orElse(null);
    if (statement == null || entry.standing() instanceof Standing.Refused) {
      return;
    }
    Members body = statement.body();
    switch (statement.kind()) {
      case LEDGER_ADOPTED -> found(statement.position(), body);
      case PARTITION_CREATED -> take(statement, Fate.ATTACHED);
      case PARTITION_DROP_INTENDED -> take(statement, Fate.TO_BE_DROPPED);
      case PARTITION_DETACHED -> take(statement, Fate.GONE);
      case PARTITION_DROPPED ->
          take(
              statement,
              body.text("evidence").equals(UNWITNESSED) ? Fate.GONE_UNWITNESSED : Fate.GONE);
      case MIGRATION_REVERTED -> {
        if (body.text("set").equals(MigrationSet.LEDGER) && body.text("version").equals(BUFFER)) {
          receipts.clear();
        }
      }
      case INCIDENT -> {
        if (isBufferGone(body)) {
          receipts.clear();
        }
      }
      default -> {
        // The others are not about partitions.
      }
    }
  }

  /** The last statement about each partition, by its name. */
  SortedMap<String, Receipt> byName() {
    return Collections.unmodifiableSortedMap(receipts);
  }

  /** Whether a partition with this bound is to be there, or may be there still. */
  boolean isAttached(String name, String bound) {
    Receipt receipt = receipts.get(name);
    return receipt != null
        && receipt.bound().equals(bound)
        && (receipt.fate() == Fate.ATTACHED || receipt.fate() == Fate.TO_BE_DROPPED);
  }

  /** A name may hold anything; a bound does not hold what it begins with. */
  private void found(long position, Members body) {
    for (CanonicalJson json : body.sequence("partitions")) {
      String sentence = ((Text) json).value();
      int bound = Math.max(sentence.lastIndexOf(" FOR VALUES "), sentence.lastIndexOf(" DEFAULT"));
      if (bound > 0) {
        receipts.put(
            sentence.substring(0, bound),
            new Receipt(position, sentence.substring(bound + 1), Fate.ATTACHED));
      }
    }
  }

  private void take(Statement statement, Fate fate) {
    Members body = statement.body();
    String bound = "FOR VALUES FROM " + end(body.text("from")) + " TO " + end(body.text("to"));
    receipts.put(body.text("partition"), new Receipt(statement.position(), bound, fate));
  }

  /** The bound of a partition between these times, as PostgreSQL prints it. */
  static String bound(Optional<Instant> lower, Optional<Instant> upper) {
    return "FOR VALUES FROM "
        + lower.map(time -> end(JournalTime.text(time))).orElse("(MINVALUE)")
        + " TO "
        + upper.map(time -> end(JournalTime.text(time))).orElse("(MAXVALUE)");
  }

  private static String end(String time) {
    return "('" + printed(time) + "')";
  }

  /** A statement's time, as PostgreSQL prints it. */
  private static String printed(String time) {
    String seconds = time.substring(0, time.length() - 1).replace('T', ' ');
    return seconds.replaceFirst("[.]?0*$", "") + "+00";
  }

  private static boolean isBufferGone(Members body) {
    return body.text("object").equals(MigrationJournal.SCHEMA + MigrationSet.LEDGER)
        && body.find("details").orElse(null) instanceof Members details
        && details.find("gone").orElse(null) instanceof Sequence versions
        && versions.values().contains(new Text(BUFFER));
  }
}
