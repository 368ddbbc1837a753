package org.auditledger.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.chain.Noted;
import org.auditledger.seal.Parsed;

/**
 * What the journal says of the telemetry buffer: which partitions there are to be and what became
 * of the others, how long each tenant's records are kept, and what is on hold. A statement that was
 * refused says nothing here; who wants signed ones only passes over the others.
 */
public final class BufferHistory {

  /** The migration that makes the buffer, and takes it away when it is reverted. */
  private static final String BUFFER = "2";

  private static final String LEDGER_SET = "ledger";

  /** In an incident's details: which of the database's drop records it is about. */
  private static final String DROP_NUMBER = "drop_number";

  private final Noted.Builder<String> contradictions = new Noted.Builder<>();
  private final PartitionHistory partitions = new PartitionHistory(contradictions);
  private final SortedMap<String, Integer> retentions = new TreeMap<>();
  private final List<Hold> holds = new ArrayList<>();
  private OptionalLong restored = OptionalLong.empty();

  /** Takes the next statement. */
  public void accept(JournalEntry entry) {
    Statement statement = entry.statement().orElse(null);
    if (statement == null || entry.standing() instanceof Standing.Refused) {
      return;
    }
    Members body = statement.body();
    switch (statement.kind()) {
      case LEDGER_ADOPTED -> partitions.found(statement.position(), body);
      case PARTITION_CREATED ->
          take(statement, PartitionCreated.read(body), made -> partitions.created(statement, made));
      case PARTITION_DROP_INTENDED ->
          take(
              statement,
              PartitionDrop.read(statement.kind(), body),
              drop -> partitions.intended(statement, drop));
      case PARTITION_DETACHED ->
          take(
              statement,
              PartitionDetached.read(body),
              gone -> partitions.detached(statement, gone));
      case PARTITION_DROPPED ->
          take(
              statement,
              PartitionDrop.read(statement.kind(), body),
              drop -> partitions.dropped(statement, drop));
      case TENANT_RETENTION_SET ->
          take(
              statement,
              TenantRetentionSet.read(body),
              set -> retentions.put(set.tenant(), set.days()));
      case HOLD_PLACED ->
          take(statement, HoldPlaced.read(body), hold -> place(statement.position(), hold));
      case HOLD_RELEASED -> release(statement.position(), HoldReleased.read(body));
      case MIGRATION_REVERTED, INCIDENT, RESTORED -> takeChange(statement);
      default -> {
        // The others are not about the buffer.
      }
    }
  }

  /** The last word about each partition, by its name. */
  public SortedMap<String, PartitionRecord> partitions() {
    return partitions.partitions();
  }

  /** Every receipt for a partition that was dropped, in the journal's order. */
  public List<DropReceipt> receipts() {
    return partitions.receipts();
  }

  /** For how many days each tenant's records are kept, as far as a statement says so. */
  public SortedMap<String, Integer> retentions() {
    return Collections.unmodifiableSortedMap(retentions);
  }

  /** What was placed and not released, by name; some of it may have expired. */
  public List<Hold> holds() {
    return holds.stream().sorted(Comparator.comparing(hold -> hold.placed().hold())).toList();
  }

  /** The hold that a release of this name would end: the first that was placed under it. */
  public Optional<Hold> hold(String name) {
    return holds.stream().filter(hold -> hold.placed().hold().equals(name)).findFirst();
  }

  /** Those of the database's own drop records that a statement is about, by their number. */
  public Set<Long> journalledDrops() {
    return partitions.drops();
  }

  /** The last statement that says that the ledger was restored, if there is one. */
  public OptionalLong restored() {
    return restored;
  }

  /** What statements say that cannot be true after those before them, or that cannot be read. */
  public Noted<String> contradictions() {
    return contradictions.build();
  }

  /** Whether a partition with this bound is to be there, or may be there still. */
  public boolean mayBeAttached(String name, String bound) {
    PartitionRecord record = partitions().get(name);
    return record != null && record.bound().equals(bound) && record.mayBeAttached();
  }

  private <T> void take(Statement statement, Parsed<T> body, Consumer<T> taker) {
    if (body instanceof Parsed.Value<T> read) {
      taker.accept(read.value());
    } else if (body instanceof Parsed.Malformed<T> malformed) {
      contradict(statement.position(), statement.kind() + " that cannot be: " + malformed.why());
    }
  }

  /** A second hold of a name holds as well: nothing may be lost to somebody's mistake. */
  private void place(long position, HoldPlaced placed) {
    if (hold(placed.hold()).isPresent()) {
      contradict(position, "a hold under a name that is in force: " + placed.hold());
    }
    holds.add(new Hold(position, placed));
  }

  private void release(long position, HoldReleased released) {
    Optional<Hold> hold = hold(released.hold());
    if (hold.isEmpty()) {
      contradict(position, "the release of a hold that is not in force: " + released.hold());
    }
    hold.ifPresent(holds::remove);
  }

  private void takeChange(Statement statement) {
    Members body = statement.body();
    if (statement.kind() == Kind.RESTORED) {
      restored = OptionalLong.of(statement.position());
    } else if (statement.kind() == Kind.INCIDENT) {
      Optional<Members> details = body.find("details").map(Members.class::cast);
      details
          .flatMap(found -> found.find(DROP_NUMBER))
          .ifPresent(
              number -> {
                if (number instanceof Whole whole) {
                  partitions.journalled(whole.value());
                }
              });
      if (details.filter(found -> isBufferGone(body.text("object"), found)).isPresent()) {
        partitions.clear();
      }
    } else if (body.text("set").equals(LEDGER_SET) && body.text("version").equals(BUFFER)) {
      partitions.clear();
    }
  }

  private void contradict(long position, String what) {
    contradictions.add("statement " + position + " of the journal is " + what);
  }

  private static boolean isBufferGone(String object, Members details) {
    return object.equals("schema of " + LEDGER_SET)
        && details.find("gone").orElse(null) instanceof Sequence versions
        && versions.values().contains(new Text(BUFFER));
  }
}
