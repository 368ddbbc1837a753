package org.auditledger.cli;

import java.util.List;
import org.auditledger.entry.LedgerName;
import org.auditledger.migrate.MigrationStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    description = {
      "Show where a ledger stands: each migration, in effect or missing.",
      "Nothing is proven by that: audit-ledger migrate verify does."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate status --ledger-db service=ledger",
      "  audit-ledger migrate status --trust acme.vkey --json"
    })
final class MigrateStatusCommand extends MigrationLook implements Runnable {

  MigrateStatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public void run() {
    print(look((migrator, trusted) -> Status.of(migrator.status(trusted))));
  }

  private record Line(
      String set,
      String version,
      String description,
      @Nullable String ancestorRevision,
      boolean inEffect,
      @Nullable String at,
      @Nullable String by,
      @Nullable Long position) {

    private static Line of(MigrationStatus.Line line) {
      return new Line(
          line.set(),
          line.version(),
          line.description(),
          line.ancestor().orElse(null),
          line.inEffect(),
          line.at().orElse(null),
          line.by().orElse(null),
          line.receipt().isPresent() ? line.receipt().getAsLong() : null);
    }

    private List<String> cells() {
      return List.of(
          set + " " + version,
          description,
          ancestorRevision == null ? "-" : ancestorRevision,
          !inEffect ? "no" : position == null ? "adopted" : "applied",
          Page.time(at),
          by == null ? "-" : by,
          position == null ? "-" : position.toString());
    }
  }

  private record Status(
      String format,
      @Nullable String ledger,
      String state,
      @Nullable FoundLedger adopted,
      @Nullable String unfinished,
      long statements,
      long defects,
      long unknown,
      List<Line> migrations)
      implements Answer {

    private static Status of(MigrationStatus status) {
      return new Status(
          "audit-ledger/migrate-status/1",
          status.ledger().map(LedgerName::value).orElse(null),
          status.state(),
          FoundLedger.of(status),
          status.unfinished().orElse(null),
          status.statements(),
          status.defects(),
          status.unknown(),
          status.migrations().stream().map(Line::of).toList());
    }

    @Override
    public String text() {
      Page page = new Page(ledger == null ? "not adopted: the ledger has no journal" : ledger);
      page.fact("schema", state).fact("journal", journal());
      if (adopted != null) {
        adopted.show(page);
      }
      if (unfinished != null) {
        page.fact("unfinished", unfinished + ": its preparation began, its receipt is missing");
      }
      List<Line> missing = migrations.stream().filter(line -> !line.inEffect()).toList();
      if (!missing.isEmpty()) {
        page.fact("missing", StepDone.count(missing) + ": see audit-ledger migrate plan");
      }
      return page.gap()
          .table(
              List.of("migration", "description", "ancestor", "effect", "since", "by", "journal"),
              migrations.stream().map(Line::cells).toList())
          .toString();
    }

    private String journal() {
      if (statements == 0) {
        return "none";
      }
      String whole =
          defects == 0 ? "whole" : defects + " defects, named by audit-ledger migrate verify";
      String signed =
          unknown == 0
              ? "all signed by trusted keys"
              : unknown + " signed by keys that are not trusted (--trust)";
      return statements + " statements; " + whole + "; " + signed;
    }
  }
}
