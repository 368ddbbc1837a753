package org.auditledger.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.JournalTime;
import org.auditledger.retention.Kept;
import org.auditledger.retention.PlannedDrop;
import org.auditledger.retention.StoredPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition of the buffer, and what would become of it.
 *
 * @param counted whether the records were counted; else the server believes that there are so many
 * @param drop whether a run would drop it now
 * @param because the reason, in one word
 * @param until up to when it stays at least, where that is known
 * @param why the reason, in words
 */
record PartitionRow(
    String partition,
    @Nullable String from,
    @Nullable String to,
    String state,
    long rows,
    boolean counted,
    long bytes,
    List<String> tenants,
    boolean drop,
    String because,
    @Nullable String decidedBy,
    @Nullable Long days,
    @Nullable Long floorDays,
    @Nullable String until,
    String why) {

  static final List<String> HEADINGS =
      List.of("partition", "from", "to", "rows", "size", "tenants", "what happens");

  /** More do not fit on a line. */
  private static final int NAMED = 3;

  PartitionRow {
    tenants = List.copyOf(tenants);
  }

  static PartitionRow of(PlannedDrop drop) {
    DropPolicy policy = drop.policy();
    return new PartitionRow(
        drop.name(),
        JournalTime.text(drop.from()),
        JournalTime.text(drop.to()),
        word(drop.state()),
        drop.rows(),
        true,
        drop.bytes(),
        drop.tenants(),
        true,
        "expired",
        policy.decidedBy(),
        policy.days(),
        number(policy.floorDays()),
        null,
        expired(policy));
  }

  static PartitionRow of(Kept kept) {
    StoredPartition stored = kept.partition();
    Optional<DropPolicy> policy = kept.policy();
    return new PartitionRow(
        stored.name(),
        time(stored.from()),
        time(stored.to()),
        word(stored.state()),
        stored.rows(),
        stored.counted(),
        stored.bytes(),
        List.copyOf(stored.tenants()),
        false,
        word(kept.because()),
        policy.map(DropPolicy::decidedBy).orElse(null),
        policy.map(DropPolicy::days).orElse(null),
        policy.map(DropPolicy::floorDays).map(PartitionRow::number).orElse(null),
        time(kept.until()),
        kept.sentence());
  }

  List<String> cells() {
    return List.of(
        partition,
        from == null ? "-" : Page.time(from),
        to == null ? "-" : Page.time(to),
        records(),
        Counted.bytes(bytes),
        named(),
        (drop ? "goes: " : "stays: ") + why);
  }

  /** Whose records are in it is always looked up; how many there are the server may not know. */
  private String records() {
    if (!counted && rows == 0 && !tenants.isEmpty()) {
      return "some";
    }
    return String.format(Locale.ROOT, "%s%,d", counted || tenants.isEmpty() ? "" : "about ", rows);
  }

  private String named() {
    return tenants.size() <= NAMED
        ? String.join(" ", tenants)
        : String.join(" ", tenants.subList(0, NAMED))
            + " and "
            + (tenants.size() - NAMED)
            + " more";
  }

  private static String expired(DropPolicy policy) {
    boolean byFloor =
        policy.floorDays().isPresent() && policy.floorDays().getAsLong() == policy.days();
    return (byFloor ? "the floor" : "the retention of " + policy.decidedBy())
        + ", "
        + Counted.days(policy.days())
        + ", has passed";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A time that no statement can say is not said here, either. */
  private static @Nullable String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  private static @Nullable Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
