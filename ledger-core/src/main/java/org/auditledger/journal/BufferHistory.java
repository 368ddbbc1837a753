package org.auditledger.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.journal.PartitionRecord.Fate;
import org.auditledger.seal.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of the telemetry buffer: which partitions there are to be and what became
 * of the others, how long each tenant's records are kept, and what is on hold. A statement that was
 * refused says nothing here; who wants signed ones only passes over the others.
 */
public final class BufferHistory {

  /** The migration that makes the buffer, and takes it away when it is reverted. */
  private static final String BUFFER = "2";

  private static final String LEDGER_SET = "ledger";

  private final SortedMap<String, PartitionRecord> partitions = new TreeMap<>();
  private final SortedMap<String, Integer> retentions = new TreeMap<>();
  private final SortedMap<String, Hold> holds = new TreeMap<>();
  private final Set<Long> drops = new TreeSet<>();

  /** Takes the next statement. */
  public void accept(JournalEntry entry) {
    Statement statement = entry.statement().orElse(null);
    if (statement == null || entry.standing() instanceof Standing.Refused) {
      return;
    }
    Members body = statement.body();
    switch (statement.kind()) {
      case LEDGER_ADOPTED -> found(statement.position(), body);
      case PARTITION_CREATED -> {
        if (PartitionCreated.read(body) instanceof Parsed.Value<PartitionCreated> made) {
          created(statement.position(), made.value());
        }
      }
      case PARTITION_DROP_INTENDED, PARTITION_DROPPED -> {
        if (PartitionDrop.read(statement.kind(), body)
            instanceof Parsed.Value<PartitionDrop> drop) {
          dropped(statement, drop.value());
        }
      }
      case PARTITION_DETACHED -> {
        if (PartitionDetached.read(body) instanceof Parsed.Value<PartitionDetached> gone) {
          detached(statement, gone.value());
        }
      }
      case TENANT_RETENTION_SET -> {
        if (TenantRetentionSet.read(body) instanceof Parsed.Value<TenantRetentionSet> set) {
          retentions.put(set.value().tenant(), set.value().days());
        }
      }
      case HOLD_PLACED -> {
        if (HoldPlaced.read(body) instanceof Parsed.Value<HoldPlaced> hold) {
          holds.put(hold.value().hold(), new Hold(statement.position(), hold.value()));
        }
      }
      case HOLD_RELEASED -> holds.remove(HoldReleased.read(body).hold());
      case MIGRATION_REVERTED -> {
        if (body.text("set").equals(LEDGER_SET) && body.text("version").equals(BUFFER)) {
          partitions.clear();
        }
      }
      case INCIDENT -> {
        if (isBufferGone(body)) {
          partitions.clear();
        }
      }
      default -> {
        // The others are not about the buffer.
      }
    }
  }

  /** The last word about each partition, by its name. */
  public SortedMap<String, PartitionRecord> partitions() {
    return Collections.unmodifiableSortedMap(partitions);
  }

  /** For how many days each tenant's records are kept, as far as a statement says so. */
  public SortedMap<String, Integer> retentions() {
    return Collections.unmodifiableSortedMap(retentions);
  }

  /** What was placed and not released, by name; some of it may have expired. */
  public List<Hold> holds() {
    return List.copyOf(holds.values());
  }

  /** Those of the database's own drop records that a statement repeats, by their number. */
  public Set<Long> journalledDrops() {
    return Collections.unmodifiableSet(drops);
  }

  /** Whether a partition with this bound is to be there, or may be there still. */
  public boolean mayBeAttached(String name, String bound) {
    PartitionRecord record = partitions.get(name);
    return record != null && record.bound().equals(bound) && record.mayBeAttached();
  }

  /** A name may hold anything; a bound does not hold what it begins with. */
  private void found(long position, Members body) {
    for (CanonicalJson json : body.sequence("partitions")) {
      String sentence = ((Text) json).value();
      int bound = Math.max(sentence.lastIndexOf(" FOR VALUES "), sentence.lastIndexOf(" DEFAULT"));
      if (bound > 0) {
        String name = sentence.substring(0, bound);
        partitions.put(name, PartitionBound.record(name, position, sentence.substring(bound + 1)));
      }
    }
  }

  private void created(long position, PartitionCreated made) {
    put(position, made.partition(), made.from(), made.to(), Fate.ATTACHED, null, null);
  }

  private void detached(Statement statement, PartitionDetached gone) {
    PartitionRecord before = partitions.get(gone.partition());
    put(
        statement.position(),
        gone.partition(),
        gone.from(),
        gone.to(),
        Fate.DETACHED,
        before == null ? null : before.intended().orElse(null),
        JournalTime.read(statement.at()).orElse(null));
  }

  private void dropped(Statement statement, PartitionDrop drop) {
    drop.policy().dropNumber().ifPresent(drops::add);
    boolean intended = statement.kind() == Kind.PARTITION_DROP_INTENDED;
    Fate gone =
        drop.evidence().equals(PartitionDrop.UNWITNESSED) ? Fate.DROPPED_UNWITNESSED : Fate.DROPPED;
    put(
        statement.position(),
        drop.partition(),
        drop.from(),
        drop.to(),
        intended ? Fate.TO_BE_DROPPED : gone,
        intended ? drop : null,
        null);
  }

  private void put(
      long position,
      String name,
      Instant from,
      Instant to,
      Fate fate,
      @Nullable PartitionDrop intended,
      @Nullable Instant detachedAt) {
    partitions.put(
        name,
        new PartitionRecord(
            name,
            position,
            PartitionBound.text(Optional.of(from), Optional.of(to)),
            Optional.of(from),
            Optional.of(to),
            fate,
            Optional.ofNullable(intended),
            Optional.ofNullable(detachedAt)));
  }

  private static boolean isBufferGone(Members body) {
    return body.text("object").equals("schema of " + LEDGER_SET)
        && body.find("details").orElse(null) instanceof Members details
        && details.find("gone").orElse(null) instanceof Sequence versions
        && versions.values().contains(new Text(BUFFER));
  }
}
