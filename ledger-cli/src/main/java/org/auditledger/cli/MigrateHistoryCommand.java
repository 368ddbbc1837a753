package org.auditledger.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.auditledger.entry.LedgerName;
import org.auditledger.migrate.MigrationStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "history",
    description = {
      "Show everything that was done to a ledger's schema, oldest first.",
      "It is what the journal says; what the ancestor calls a step stands beside it."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate history --ledger-db service=ledger",
      "  audit-ledger migrate history -v --trust acme.vkey"
    })
final class MigrateHistoryCommand extends MigrationLook implements Runnable {

  @Option(
      names = {"-v", "--verbose"},
      description = "Who, when, digests, evidence and signatures of each.")
  private boolean verbose;

  MigrateHistoryCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public void run() {
    print(
        look(
            (migrator, trusted) -> {
              MigrationStatus status = migrator.status(trusted);
              return new History(
                  "audit-ledger/migrate-history/1",
                  status.ledger().map(LedgerName::value).orElse(null),
                  MigrationEvent.of(status),
                  verbose);
            }));
  }

  private record History(
      String format,
      @Nullable String ledger,
      List<MigrationEvent> events,
      @JsonIgnore boolean verbose)
      implements Answer {

    @Override
    public String text() {
      Page page = new Page(ledger == null ? "not adopted: nothing was recorded" : ledger);
      if (events.isEmpty()) {
        return page.toString();
      }
      if (verbose) {
        events.forEach(event -> event.show(page));
        return page.toString();
      }
      return page.gap()
          .table(
              List.of("journal", "migration", "description", "ancestor", "was", "when", "by"),
              events.stream().map(MigrationEvent::cells).toList())
          .toString();
    }
  }
}
