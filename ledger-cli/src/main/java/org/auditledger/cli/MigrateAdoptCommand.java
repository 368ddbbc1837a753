package org.auditledger.cli;

import java.util.List;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.Migrator;
import org.auditledger.migrate.UpgradeOutcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "adopt",
    description = {
      "Take over a ledger that is there, without changing its schema.",
      "It is read once from end to end, and what it is now is the first thing that its journal"
          + " says. To take it over and bring it to the newest version: audit-ledger migrate"
          + " upgrade."
    },
    footer = {
      "",
      "Example:",
      "  audit-ledger migrate adopt --ledger-db service=ledger --signing-key a.key"
    })
final class MigrateAdoptCommand extends MigrationChange implements Runnable {

  @Mixin private final UpgradeBackupOption backup;

  MigrateAdoptCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
    this.backup = new UpgradeBackupOption(surroundings);
  }

  @Override
  public void run() {
    begin(this::adopt);
  }

  private Adopted adopt(Migrator migrator, Authority authority, FirstAnchor anchor) {
    UpgradeOutcome outcome =
        migrator.adopt(authority, backup.read(authority.trustedWithSigner(), talk()));
    return new Adopted(
        "audit-ledger/migrate-adopt/1",
        outcome.ledger().value(),
        outcome.begun().orElse(null),
        FoundLedger.of(migrator.status(authority.trustedWithSigner())),
        StepDone.of(outcome.steps()),
        outcome.verifierKey(),
        anchor.write());
  }

  private record Adopted(
      String format,
      String ledger,
      @Nullable String begun,
      @Nullable FoundLedger adopted,
      List<StepDone> steps,
      String verifierKey,
      FirstAnchor.@Nullable Written anchor)
      implements Answer {

    @Override
    public String text() {
      Page page = new Page(ledger + " is adopted").fact("journal", "begun with " + begun);
      if (adopted != null) {
        adopted.show(page);
      }
      page.fact("verifier key", verifierKey);
      if (anchor != null) {
        anchor.show(page);
      }
      StepDone.show(page, steps);
      return page.gap().line("next: audit-ledger migrate plan").toString();
    }
  }
}
