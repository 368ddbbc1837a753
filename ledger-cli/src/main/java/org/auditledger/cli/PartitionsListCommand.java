package org.auditledger.cli;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.retention.RetentionStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the partitions. */
@Command(
    name = "list",
    description = {
      "List the partitions of the telemetry buffer, and what keeps each.",
      "Those that were detached and are not gone yet are listed, too. It changes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger partitions list --trust acme.vkey",
      "  audit-ledger partitions list --ledger-db service=ledger --json"
    })
final class PartitionsListCommand extends RetentionLook implements Runnable {

  @Mixin private final RetentionSettings settings;

  PartitionsListCommand(Surroundings surroundings) {
    super(surroundings);
    this.settings = new RetentionSettings(surroundings);
  }

  @Override
  public void run() {
    print(Listed.of(look((retention, trusted) -> retention.status(trusted, settings.of(false)))));
  }

  private record Listed(
      String format,
      String ledger,
      String at,
      boolean checked,
      long ahead,
      List<PartitionRow> partitions,
      List<RetentionTrouble> troubles)
      implements Answer {

    static Listed of(RetentionStatus status) {
      return new Listed(
          "audit-ledger/partition-list/1",
          status.ledger().value(),
          status.now().toString(),
          status.verified(),
          status.partitionsAhead(),
          PlannedRetention.rows(status.plan()),
          status.plan().troubles().stream().map(RetentionTrouble::of).toList());
    }

    @Override
    public String text() {
      Page page =
          new Page(
              ledger
                  + ": "
                  + Counted.of(partitions.size(), "partition")
                  + ", "
                  + ahead
                  + " ahead of now");
      List<List<String>> rows = new ArrayList<>();
      partitions.forEach(row -> rows.add(row.cells()));
      page.gap().table(PartitionRow.HEADINGS, rows);
      page.facts("trouble", troubles.stream().map(RetentionTrouble::sentence).toList());
      return (checked ? page : page.line(JournalWords.worth(false, 0))).toString();
    }
  }
}
