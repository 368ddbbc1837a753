package org.auditledger.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.chain.Noted;
import org.auditledger.journal.PartitionRecord.Fate;

/**
 * What statements say of partitions, one after the other: the last word about each, every receipt,
 * and what cannot be true after what was said before. A word that cannot be true counts all the
 * same: who reads on has to see what the last one was.
 */
final class PartitionHistory {

  private final SortedMap<String, PartitionRecord> partitions = new TreeMap<>();
  private final List<DropReceipt> receipts = new ArrayList<>();
  private final Set<Long> drops = new TreeSet<>();
  private final Noted.Builder<String> contradictions;

  PartitionHistory(Noted.Builder<String> contradictions) {
    this.contradictions = contradictions;
  }

  SortedMap<String, PartitionRecord> partitions() {
    return Collections.unmodifiableSortedMap(partitions);
  }

  List<DropReceipt> receipts() {
    return Collections.unmodifiableList(receipts);
  }

  Set<Long> drops() {
    return Collections.unmodifiableSet(drops);
  }

  /** A statement repeats this one of the database's drop records. */
  void journalled(long dropNumber) {
    drops.add(dropNumber);
  }

  /** The buffer was taken away, with all that was attached to it. */
  void clear() {
    partitions.clear();
  }

  /** A name may hold anything; a bound does not hold what it begins with. */
  void found(long position, Members adoption) {
    for (CanonicalJson json : adoption.sequence("partitions")) {
      String sentence = ((Text) json).value();
      int bound = Math.max(sentence.lastIndexOf(" FOR VALUES "), sentence.lastIndexOf(" DEFAULT"));
      if (bound > 0) {
        String name = sentence.substring(0, bound);
        partitions.put(name, PartitionBound.record(name, position, sentence.substring(bound + 1)));
      }
    }
  }

  void created(Statement statement, PartitionCreated made) {
    put(record(statement, made.partition(), made.from(), made.to(), Fate.ATTACHED));
  }

  /** Said again of one that is detached, it stays detached. */
  void intended(Statement statement, PartitionDrop drop) {
    PartitionRecord said =
        record(statement, drop.partition(), drop.from(), drop.to(), Fate.TO_BE_DROPPED);
    Optional<PartitionRecord> before = requireThere(statement, said);
    Optional<PartitionRecord> detached = before.filter(one -> one.fate() == Fate.DETACHED);
    put(
        said.with(
            detached.isPresent() ? Fate.DETACHED : Fate.TO_BE_DROPPED,
            Optional.of(drop),
            detached.flatMap(PartitionRecord::detachedAt)));
  }

  void detached(Statement statement, PartitionDetached gone) {
    PartitionRecord said =
        record(statement, gone.partition(), gone.from(), gone.to(), Fate.DETACHED);
    Optional<PartitionDrop> intended =
        requireThere(statement, said).flatMap(PartitionRecord::intended);
    if (intended.isEmpty()) {
      contradict(statement, said.name(), "no statement says that it is to be dropped");
    }
    put(said.with(Fate.DETACHED, intended, JournalTime.read(statement.at())));
  }

  void dropped(Statement statement, PartitionDrop drop) {
    boolean witnessed = drop.evidence().equals(PartitionDrop.WITNESSED);
    PartitionRecord said =
        record(
            statement,
            drop.partition(),
            drop.from(),
            drop.to(),
            witnessed ? Fate.DROPPED : Fate.DROPPED_UNWITNESSED);
    Optional<PartitionDrop> intended =
        requireThere(statement, said).flatMap(PartitionRecord::intended);
    if (witnessed && intended.filter(one -> !one.contents().equals(drop.contents())).isPresent()) {
      contradict(statement, said.name(), "it held something else when it was to be dropped");
    }
    drop.policy()
        .dropNumber()
        .ifPresent(
            number -> {
              if (!drops.add(number)) {
                contradict(
                    statement, said.name(), "drop record " + number + " was repeated before");
              }
            });
    receipts.add(new DropReceipt(statement.position(), drop));
    put(said);
  }

  /** What was said of the partition before, which has to be that it is there. */
  private Optional<PartitionRecord> requireThere(Statement statement, PartitionRecord said) {
    PartitionRecord before = partitions.get(said.name());
    if (before == null) {
      contradict(statement, said.name(), "no statement says that there is one");
    } else if (before.isGone()) {
      contradict(
          statement,
          said.name(),
          "statement " + before.position() + " says that it was dropped before");
    } else if (!before.bound().equals(said.bound())) {
      contradict(
          statement, said.name(), "statement " + before.position() + " says " + before.bound());
    }
    return Optional.ofNullable(before);
  }

  private void contradict(Statement statement, String partition, String why) {
    contradictions.add(
        "statement "
            + statement.position()
            + " of the journal is "
            + statement.kind()
            + " of partition "
            + partition
            + ", and "
            + why);
  }

  private void put(PartitionRecord record) {
    partitions.put(record.name(), record);
  }

  private static PartitionRecord record(
      Statement statement, String name, Instant from, Instant to, Fate fate) {
    return new PartitionRecord(
        name,
        statement.position(),
        PartitionBound.text(Optional.of(from), Optional.of(to)),
        Optional.of(from),
        Optional.of(to),
        fate,
        Optional.empty(),
        Optional.empty());
  }
}
