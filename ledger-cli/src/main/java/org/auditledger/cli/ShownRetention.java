package org.auditledger.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.journal.JournalTime;
import org.auditledger.retention.PartitionState;
import org.auditledger.retention.RetentionStatus;
import org.auditledger.retention.StoredPartition;
import org.jspecify.annotations.Nullable;

/**
 * How retention stands.
 *
 * @param ahead how many partitions begin after now
 * @param rows how many records there are, as far as the server believes
 * @param mayGo how many partitions a run would drop now
 * @param unfinished how many of them an earlier run has begun with
 * @param differences between the journal and the tables that repeat it
 * @param unwitnessedDrops how many drops by the database's function no run has looked at yet
 */
record ShownRetention(
    String format,
    String ledger,
    String at,
    boolean checked,
    long partitions,
    long ahead,
    @Nullable String oldest,
    @Nullable String newest,
    long rows,
    long bytes,
    long mayGo,
    long unfinished,
    List<Keeping> tenants,
    List<HoldRow> holds,
    long drops,
    @Nullable LastDrop lastDrop,
    long unwitnessedDrops,
    List<RetentionTrouble> troubles,
    List<String> differences)
    implements Answer {

  /** For how long a tenant's records are kept, as the journal has it. */
  record Keeping(String tenant, int days) {}

  /** The last receipt. */
  record LastDrop(String partition, String at, String evidence) {}

  ShownRetention {
    tenants = List.copyOf(tenants);
    holds = List.copyOf(holds);
    troubles = List.copyOf(troubles);
    differences = List.copyOf(differences);
  }

  static ShownRetention of(RetentionStatus status) {
    List<StoredPartition> all = status.partitions();
    List<StoredPartition> attached =
        all.stream().filter(partition -> partition.state().isAttached()).toList();
    return new ShownRetention(
        "audit-ledger/retention-status/1",
        status.ledger().value(),
        status.now().toString(),
        status.verified(),
        attached.size(),
        status.partitionsAhead(),
        time(status.oldest()),
        time(attached.stream().flatMap(one -> one.to().stream()).max(Instant::compareTo)),
        all.stream().mapToLong(StoredPartition::rows).sum(),
        all.stream().mapToLong(StoredPartition::bytes).sum(),
        status.plan().drops().size(),
        all.stream().filter(one -> one.state() != PartitionState.ATTACHED).count(),
        status.retentions().entrySet().stream()
            .map(set -> new Keeping(set.getKey(), set.getValue()))
            .toList(),
        status.holds().stream()
            .map(
                hold ->
                    HoldRow.of(
                        hold.placed(), hold.position(), hold.placed().hasExpired(status.now())))
            .toList(),
        status.drops(),
        status
            .lastDrop()
            .map(
                last ->
                    new LastDrop(
                        last.receipt().partition(),
                        JournalTime.text(last.at()),
                        last.receipt().evidence()))
            .orElse(null),
        status.unjournalledDrops(),
        status.plan().troubles().stream().map(RetentionTrouble::of).toList(),
        status.differences());
  }

  @Override
  public String text() {
    Page page =
        new Page(
            String.format(
                Locale.ROOT,
                "%s: %s, about %s, %s",
                ledger,
                Counted.of(partitions, "partition"),
                Counted.of(rows, "record"),
                Counted.bytes(bytes)));
    page.fact("reach", Page.time(oldest) + " to " + Page.time(newest))
        .fact("ahead", Counted.of(ahead, "partition"))
        .fact(
            "may go",
            Counted.of(mayGo, "partition")
                + (unfinished == 0 ? "" : "; " + unfinished + " begun by an earlier run"))
        .fact("dropped", dropped())
        .facts(
            "kept for",
            tenants.stream().map(one -> one.tenant() + " " + Counted.days(one.days())).toList())
        .facts("trouble", troubles.stream().map(RetentionTrouble::sentence).toList())
        .facts("differs", differences);
    List<List<String>> rows = new ArrayList<>();
    holds.forEach(hold -> rows.add(hold.cells()));
    if (!rows.isEmpty()) {
      page.gap().table(List.of("hold", "covers", "ends", "statement", "reason"), rows);
    }
    return (checked ? page : page.line(JournalWords.worth(false, 0))).toString();
  }

  private String dropped() {
    String last =
        lastDrop == null
            ? ""
            : ", the last " + lastDrop.partition() + " on " + Page.time(lastDrop.at());
    return Counted.of(drops, "partition")
        + last
        + (unwitnessedDrops == 0
            ? ""
            : "; and " + unwitnessedDrops + " by the database's function since the last run");
  }

  private static @Nullable String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
