package org.auditledger.cli;

import java.util.List;
import java.util.Locale;
import org.auditledger.entry.LedgerName;
import org.auditledger.migrate.Plan;
import org.auditledger.migrate.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "plan",
    description = {
      "Show what an upgrade would do: its SQL, its locks, whom they block.",
      "It changes nothing: the session cannot write. What stands in the way of the upgrade is"
          + " said, too."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate plan --ledger-db service=ledger",
      "  audit-ledger migrate plan --to 3.3 --json"
    })
final class MigratePlanCommand extends MigrationLook implements Runnable {

  @Mixin private final LedgerVersion target = new LedgerVersion();

  MigratePlanCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public void run() {
    Version version = target.version();
    print(look((migrator, trusted) -> Planned.of(migrator.plan(version, trusted), version)));
  }

  private record Lock(
      String mode, String table, String blocks, @Nullable Long rows, @Nullable Long bytes) {

    private static Lock of(Plan.Lock lock) {
      return new Lock(
          lock.mode(),
          lock.table(),
          lock.blocks(),
          lock.rows().isPresent() ? lock.rows().getAsLong() : null,
          lock.bytes().isPresent() ? lock.bytes().getAsLong() : null);
    }

    private String sentence() {
      String size =
          rows == null || bytes == null
              ? "not there yet"
              : String.format(Locale.ROOT, "about %,d rows, %,d kB", rows, bytes / 1024);
      return table + " (" + size + "): " + blocks;
    }
  }

  private record Step(
      String set,
      String version,
      String description,
      String why,
      String declaredLocks,
      List<Lock> locks,
      boolean prepared,
      String reversible,
      String scriptSha256,
      String sql) {

    private static Step of(Plan.Step step) {
      return new Step(
          step.set(),
          step.version(),
          step.description(),
          step.why(),
          step.declared(),
          step.locks().stream().map(Lock::of).toList(),
          step.prepared(),
          step.reversible().word(),
          step.scriptSha256(),
          step.sql());
    }

    private String name() {
      return set + " " + version + ": " + description;
    }

    private void show(Page page) {
      page.gap()
          .line(name())
          .gap()
          .fact("why", why)
          .fact("locks", declaredLocks)
          .facts("blocks", locks.stream().map(Lock::sentence).toList())
          .fact("reversible", reversible)
          .fact("script", "SHA-256 " + scriptSha256);
      if (prepared) {
        page.fact("prepared", "the first part runs before, in no transaction");
      }
      page.gap().verbatim(sql);
    }
  }

  private record Planned(
      String format,
      @Nullable String ledger,
      String state,
      String target,
      boolean current,
      @Nullable String begins,
      List<String> obstacles,
      List<Step> steps)
      implements Answer {

    private static Planned of(Plan plan, Version target) {
      return new Planned(
          "audit-ledger/migrate-plan/1",
          plan.ledger().map(LedgerName::value).orElse(null),
          plan.state(),
          target.toString(),
          plan.isCurrent(),
          plan.begins().orElse(null),
          plan.obstacles(),
          plan.steps().stream().map(Step::of).toList());
    }

    @Override
    public String text() {
      Page page =
          new Page(
              (ledger == null ? "this database" : ledger)
                  + " to version "
                  + target
                  + (steps.isEmpty() ? ": nothing to do" : ": " + StepDone.count(steps)));
      page.fact("now", state);
      if (begins != null) {
        page.fact("begins", "the ledger's journal, with " + begins);
      }
      page.facts("refused", obstacles);
      page.facts("runs", steps.stream().map(Step::name).toList());
      steps.forEach(step -> step.show(page));
      return page.toString();
    }
  }
}
