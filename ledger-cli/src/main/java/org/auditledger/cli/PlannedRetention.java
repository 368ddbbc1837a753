package org.auditledger.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.journal.JournalTime;
import org.auditledger.retention.PlannedPartition;
import org.auditledger.retention.RetentionPlan;

/**
 * What a retention run would do.
 *
 * @param plan the hash of what it would do
 * @param at what the database's clock said
 * @param checked whether it was asked who signed the statements that decide
 */
record PlannedRetention(
    String format,
    String ledger,
    String plan,
    String at,
    boolean checked,
    boolean archive,
    List<New> create,
    List<PartitionRow> partitions,
    long drops,
    long bytes,
    List<String> expiredHolds,
    List<RetentionTrouble> troubles)
    implements Answer {

  /** A partition that would be made. */
  record New(String partition, String from, String to) {

    static New of(PlannedPartition made) {
      return new New(made.name(), JournalTime.text(made.from()), JournalTime.text(made.to()));
    }

    List<String> cells() {
      return List.of(partition, Page.time(from), Page.time(to));
    }
  }

  PlannedRetention {
    create = List.copyOf(create);
    partitions = List.copyOf(partitions);
    expiredHolds = List.copyOf(expiredHolds);
    troubles = List.copyOf(troubles);
  }

  static PlannedRetention of(RetentionPlan plan, boolean checked) {
    return new PlannedRetention(
        "audit-ledger/planned-retention/1",
        plan.ledger().value(),
        plan.hash().hex(),
        plan.now().toString(),
        checked,
        plan.archive(),
        plan.creations().stream().map(New::of).toList(),
        rows(plan),
        plan.drops().size(),
        plan.drops().stream().mapToLong(drop -> drop.bytes()).sum(),
        plan.expiredHolds(),
        plan.troubles().stream().map(RetentionTrouble::of).toList());
  }

  /** Every partition that is there, the oldest first. */
  static List<PartitionRow> rows(RetentionPlan plan) {
    return Stream.concat(
            plan.drops().stream().map(PartitionRow::of), plan.kept().stream().map(PartitionRow::of))
        .sorted(
            Comparator.comparing((PartitionRow row) -> row.from() == null ? "" : row.from())
                .thenComparing(PartitionRow::partition))
        .toList();
  }

  @Override
  public String text() {
    Page page =
        new Page(
            ledger
                + ": would make "
                + Counted.of(create.size(), "partition")
                + ", and drop "
                + drops
                + " of "
                + partitions.size()
                + " ("
                + Counted.bytes(bytes)
                + (archive ? ", archived before)" : ")"));
    if (!create.isEmpty()) {
      page.gap().table(List.of("make", "from", "to"), create.stream().map(New::cells).toList());
    }
    List<List<String>> rows = new ArrayList<>();
    partitions.forEach(row -> rows.add(row.cells()));
    page.gap().table(PartitionRow.HEADINGS, rows);
    if (!expiredHolds.isEmpty() || !troubles.isEmpty()) {
      page.gap();
    }
    page.facts("hold expired", expiredHolds)
        .facts("trouble", troubles.stream().map(RetentionTrouble::sentence).toList())
        .gap()
        .line("plan " + plan);
    if (!checked) {
      page.line(JournalWords.worth(false, 0));
    }
    return page.line(next()).toString();
  }

  private String next() {
    return drops + create.size() + expiredHolds.size() == 0
        ? "there is nothing to do"
        : "to do it: audit-ledger retention apply --plan "
            + plan
            + (archive ? " --archive-to DIRECTORY" : "")
            + ", with the same options";
  }
}
