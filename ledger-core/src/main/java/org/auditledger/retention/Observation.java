package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.chain.Noted;
import org.auditledger.control.BufferPartition;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.HoldTable;
import org.auditledger.control.PartitionTable;
import org.auditledger.control.RetentionTable;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.Hold;
import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.journal.PartitionRecord;
import org.auditledger.journal.TenantRetentionSet;
import org.auditledger.postgres.Explanation;

/**
 * Puts down what others have done to the buffer since the last run: retentions and partitions as an
 * operator's SQL left them, and what the database's own function has dropped. Nothing is decided
 * upon before it is in the journal.
 */
final class Observation {

  /** A guard on a partition is not worth that everybody who inserts waits for long. */
  private static final int GUARD_MILLIS = 50;

  private final RetentionPlace place;
  private final List<String> observed = new ArrayList<>();
  private final List<String> incidents = new ArrayList<>();

  Observation(RetentionPlace place) {
    this.place = place;
  }

  /** What was put down, in words. */
  List<String> observed() {
    return observed;
  }

  /** What nobody can account for, in words. */
  List<String> incidents() {
    return incidents;
  }

  void run() throws SQLException {
    List<Runnable> said =
        place.transaction(
            "reading the journal",
            transaction -> {
              List<Runnable> sentences = new ArrayList<>();
              RetentionJournal journal = place.lockJournal();
              journal.requireSameDatabase(transaction);
              requireCache(transaction, journal);
              drops(transaction, journal, sentences);
              missing(transaction, journal, sentences);
              retentions(transaction, journal, sentences);
              expired(transaction, journal, sentences);
              return sentences;
            });
    // A transaction may be done twice; what it says counts when it has come to its end.
    said.forEach(Runnable::run);
    for (BufferPartition partition : BufferPartition.read(place.connection())) {
      if (partition.lower().isPresent() && partition.upper().isPresent()) {
        made(partition);
      }
    }
  }

  private static void requireCache(Connection transaction, RetentionJournal journal)
      throws SQLException {
    Noted<String> differences = journal.cacheDifferences(transaction);
    if (differences.total() > 0) {
      throw new HistoryBrokenException(
          new Explanation(
              "nothing is dropped: the tables that repeat the journal differ from it",
              differences.total() + " times; the first: " + differences.first().get(0),
              "find out who writes to schema audit_ledger; audit-ledger verify names them all"));
    }
  }

  private void drops(Connection transaction, RetentionJournal journal, List<Runnable> sentences)
      throws SQLException {
    Map<String, String> attached = attached(transaction);
    for (UnwitnessedDrop drop : UnwitnessedDrop.read(transaction)) {
      if (!journal.history().journalledDrops().contains(drop.number())) {
        DropJudgement judgement = DropJudgement.of(drop, journal, attached);
        String sentence = judgement.record(place.recorder(), transaction);
        sentences.add(() -> (judgement.accounted() ? observed : incidents).add(sentence));
      }
    }
  }

  /** Of what was restored without them nobody expects that they are there. */
  private void missing(Connection transaction, RetentionJournal journal, List<Runnable> sentences)
      throws SQLException {
    BufferHistory history = journal.history();
    Map<String, String> attached = attached(transaction);
    for (PartitionRecord record : history.partitions().values()) {
      String object = "partition " + record.name();
      String what = missing(transaction, record, attached).orElse("");
      boolean restored =
          history.restored().isPresent() && history.restored().getAsLong() > record.position();
      if (!what.isEmpty()
          && !restored
          && !isJustDropped(transaction, record, history)
          && !journal.isDropDoubted(object, record.position())
          && !journal.hasIncident(object, what)) {
        place.recorder().record(transaction, Kind.INCIDENT, Incidents.body(object, what));
        sentences.add(() -> incidents.add(object + " " + what));
      }
    }
  }

  /** The statement about it was added in this transaction, and is not read yet. */
  private static boolean isJustDropped(
      Connection transaction, PartitionRecord record, BufferHistory history) throws SQLException {
    return UnwitnessedDrop.read(transaction).stream()
        .filter(drop -> !history.journalledDrops().contains(drop.number()))
        .anyMatch(drop -> drop.partition().equals(record.name()));
  }

  private static Optional<String> missing(
      Connection transaction, PartitionRecord record, Map<String, String> attached)
      throws SQLException {
    String bound = attached.get(record.name());
    if (record.isGone()) {
      return Optional.empty();
    }
    if (bound != null) {
      // Whoever attaches again what was detached, as a plan may tell him to, made it anew.
      return record.bound().equals(bound)
          ? Optional.empty()
          : Optional.of("is attached " + bound + ", and the journal says " + record.bound());
    }
    return switch (PartitionPlace.of(transaction, record.name())) {
      case GONE, FOREIGN -> Optional.of("is gone, and nobody says who dropped it");
      case ATTACHED, PENDING -> Optional.empty();
      case DETACHED ->
          record.fate() == PartitionRecord.Fate.ATTACHED
              ? Optional.of("is detached, and nobody says who did it")
              : Optional.empty();
    };
  }

  private static Map<String, String> attached(Connection connection) throws SQLException {
    Map<String, String> attached = new HashMap<>();
    for (BufferPartition partition : BufferPartition.read(connection)) {
      attached.put(partition.name(), partition.bound());
    }
    return attached;
  }

  private void retentions(
      Connection transaction, RetentionJournal journal, List<Runnable> sentences)
      throws SQLException {
    List<TenantRetentionSet> news = new ArrayList<>();
    Map<String, Integer> known = journal.history().retentions();
    StateReading.retentions(transaction)
        .forEach(
            (tenant, days) -> {
              Integer before = known.get(tenant);
              if (!days.equals(before)) {
                OptionalLong previous =
                    before == null ? OptionalLong.empty() : OptionalLong.of(before);
                news.add(new TenantRetentionSet(tenant, days, previous, true));
                sentences.add(
                    () ->
                        observed.add(
                            "tenant "
                                + tenant
                                + " keeps records for "
                                + days
                                + " days"
                                + (before == null ? "" : ", and not " + before)));
              }
            });
    RetentionTable.record(place.recorder(), transaction, news);
  }

  private void expired(Connection transaction, RetentionJournal journal, List<Runnable> sentences)
      throws SQLException {
    Instant now = StateReading.now(transaction);
    for (Hold hold : journal.history().holds()) {
      boolean isNext = journal.history().hold(hold.placed().hold()).equals(Optional.of(hold));
      if (isNext && hold.placed().hasExpired(now)) {
        String name = hold.placed().hold();
        HoldTable.release(place.recorder(), transaction, new HoldReleased(name, "expired"));
        sentences.add(() -> observed.add("hold " + name + " has expired"));
      }
    }
  }

  /** Guards first: a statement that it is there must not come before they are. */
  private void made(BufferPartition partition) throws SQLException {
    if (place.journal().history().mayBeAttached(partition.name(), partition.bound())
        || PartitionPlace.of(place.connection(), partition.name()) != PartitionPlace.ATTACHED) {
      // One in another schema never goes, so that nobody has to say that it is there.
      return;
    }
    boolean isNew =
        place.transaction(
            "guarding partition " + partition.name(),
            transaction -> {
              BufferTable.limitWaits(transaction, GUARD_MILLIS);
              PartitionMaker.guard(transaction, partition.name());
              BufferTable.limitWaits(transaction, (int) RetentionPlace.LOCK_TIMEOUT.toMillis());
              RetentionJournal journal = place.lockJournal();
              if (journal.history().mayBeAttached(partition.name(), partition.bound())) {
                return false;
              }
              PartitionTable.record(
                  place.recorder(),
                  transaction,
                  List.of(
                      new PartitionCreated(
                          partition.name(),
                          partition.lower().orElseThrow(),
                          partition.upper().orElseThrow(),
                          true)));
              return true;
            });
    if (isNew) {
      observed.add("partition " + partition.sentence() + " was made by somebody else");
    }
  }
}
