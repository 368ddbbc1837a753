package org.auditledger.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Sequence;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;

/** Statements about the buffer that nobody signed, for who reads what they say. */
public final class Said {

  public static final Instant FIRST = Instant.parse("2026-05-01T00:00:00Z");
  public static final Instant SECOND = Instant.parse("2026-05-02T00:00:00Z");
  public static final String DAY =
      "FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-05-02 00:00:00+00')";

  /** When everything is said. */
  public static final Instant AT = Instant.parse("2026-06-03T00:00:00Z");

  private final Consumer<JournalEntry> listener;
  private long position;

  public Said(Consumer<JournalEntry> listener) {
    this.listener = listener;
  }

  /** The position of the last statement. */
  public long position() {
    return position;
  }

  public Said say(Kind kind, Members body) {
    return say(kind, body, new Standing.SignedByUnknownKey(List.of()));
  }

  Said say(Kind kind, Members body, Standing standing) {
    position++;
    Statement statement =
        new Statement(
            WrittenJournal.LEDGER,
            position,
            Digest.ZERO,
            kind,
            JournalTime.text(AT),
            new Actor("owner", "db-1", "operator", "test"),
            body);
    listener.accept(new JournalEntry(position, Optional.of(statement), standing));
    return this;
  }

  public Said created(String name) {
    return created(name, FIRST, SECOND);
  }

  public Said created(String name, Instant from, Instant to) {
    return say(Kind.PARTITION_CREATED, new PartitionCreated(name, from, to, false).toBody());
  }

  public Said intended(String name) {
    return say(Kind.PARTITION_DROP_INTENDED, drop(name).toBody());
  }

  public Said detached(String name) {
    return say(Kind.PARTITION_DETACHED, new PartitionDetached(name, FIRST, SECOND).toBody());
  }

  public Said dropped(String name) {
    return say(Kind.PARTITION_DROPPED, drop(name).toBody());
  }

  public Said unwitnessed(String name, long dropNumber) {
    return say(Kind.PARTITION_DROPPED, unwitnessedDrop(name, dropNumber).toBody());
  }

  public Said held(String name) {
    Optional<Instant> open = Optional.empty();
    return say(
        Kind.HOLD_PLACED,
        new HoldPlaced(name, "litigation", Optional.empty(), Optional.empty(), open, open, open)
            .toBody());
  }

  public Said released(String name) {
    return say(Kind.HOLD_RELEASED, new HoldReleased(name, "settled").toBody());
  }

  public Said retention(String tenant, int days) {
    return say(
        Kind.TENANT_RETENTION_SET,
        new TenantRetentionSet(tenant, days, OptionalLong.empty(), false).toBody());
  }

  public Said incident(String object, Members details) {
    return say(
        Kind.INCIDENT,
        CanonicalJson.members(
            Map.of("details", details, "object", new Text(object), "what", new Text("found"))));
  }

  public Said restored() {
    Members database = database();
    Text digest = new Text(Digest.ZERO.hex());
    return say(
        Kind.RESTORED,
        CanonicalJson.members(
            Map.of(
                "database", database,
                "entries_root", digest,
                "from", database,
                "head", CanonicalJson.members(Map.of("hash", digest, "sequence", new Whole(0))),
                "journal_size", new Whole(1),
                "manifest", digest,
                "reason", new Text("a disk"))));
  }

  public Said adopted(String... partitions) {
    return say(
        Kind.LEDGER_ADOPTED,
        new LedgerAdopted(
                Optional.empty(),
                new DatabaseIdentity("7", 5),
                Digest.ZERO,
                Digest.ZERO,
                new Head(0, Digest.ZERO),
                "key",
                List.of(partitions),
                List.of(),
                "18",
                "v0.2",
                List.of())
            .toBody());
  }

  /** An empty partition, of a month ago, with a day's grace. */
  public static PartitionDrop drop(String name) {
    return new PartitionDrop(
        name,
        FIRST,
        SECOND,
        new PartitionContents(0, Optional.empty(), Optional.empty(), Digest.ZERO),
        Optional.empty(),
        PartitionDrop.WITNESSED,
        Digest.ZERO,
        new DropPolicy(
            "default", 30, OptionalLong.empty(), OptionalLong.of(86_400), OptionalLong.empty()),
        0);
  }

  private static PartitionDrop unwitnessedDrop(String name, long dropNumber) {
    PartitionDrop drop = drop(name);
    return new PartitionDrop(
        name,
        drop.from(),
        drop.to(),
        drop.contents(),
        drop.archive(),
        PartitionDrop.UNWITNESSED,
        drop.plan(),
        new DropPolicy(
            "default", 30, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(dropNumber)),
        0);
  }

  static Members gone(String version) {
    return CanonicalJson.members(Map.of("gone", new Sequence(List.of(new Text(version)))));
  }

  private static Members database() {
    return CanonicalJson.members(Map.of("oid", new Whole(5), "system_identifier", new Text("7")));
  }
}
