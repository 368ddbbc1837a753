package org.auditledger.cli;

import java.util.List;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.Migrator;
import org.auditledger.migrate.UpgradeOutcome;
import org.auditledger.migrate.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "upgrade",
    description = {
      "Make a ledger, or bring one to this program's version.",
      "An empty database becomes a ledger; a ledger of the ancestor is adopted first, with its"
          + " entries as they are. Each migration is one transaction with its receipt, and writers"
          + " go on meanwhile. To see it before: audit-ledger migrate plan."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate upgrade --ledger-db service=ledger --signing-key a.key",
      "  audit-ledger migrate upgrade --backup pre-v4.backup --prove sealed"
    })
final class MigrateUpgradeCommand extends MigrationChange implements Runnable {

  @Mixin private final LedgerVersion target = new LedgerVersion();

  @Mixin private final ProofOption proof = new ProofOption();

  @Mixin private final UpgradeBackupOption backup;

  MigrateUpgradeCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
    this.backup = new UpgradeBackupOption(surroundings);
  }

  @Override
  public void run() {
    Version version = target.version();
    begin((migrator, authority, anchor) -> upgrade(migrator, authority, anchor, version));
  }

  private Upgraded upgrade(
      Migrator migrator, Authority authority, FirstAnchor anchor, Version version) {
    UpgradeOutcome outcome =
        migrator.upgrade(
            authority, version, proof.proof(), backup.read(authority.trustedWithSigner(), talk()));
    return new Upgraded(
        "audit-ledger/migrate-upgrade/1",
        outcome.ledger().value(),
        version.toString(),
        outcome.begun().orElse(null),
        outcome.begun().isPresent()
            ? FoundLedger.of(migrator.status(authority.trustedWithSigner()))
            : null,
        StepDone.of(outcome.steps()),
        outcome.verifierKey(),
        anchor.write());
  }

  private record Upgraded(
      String format,
      String ledger,
      String version,
      @Nullable String begun,
      @Nullable FoundLedger adopted,
      List<StepDone> steps,
      String verifierKey,
      FirstAnchor.@Nullable Written anchor)
      implements Answer {

    @Override
    public String text() {
      Page page =
          new Page(
              ledger
                  + " is at version "
                  + version
                  + (steps.isEmpty()
                      ? ": nothing to do"
                      : ": " + StepDone.count(steps) + " applied"));
      if (begun != null) {
        page.fact("journal", "begun with " + begun);
      }
      if (adopted != null) {
        adopted.show(page);
      }
      page.fact("verifier key", verifierKey);
      if (anchor != null) {
        anchor.show(page);
      }
      StepDone.show(page, steps);
      return page.toString();
    }
  }
}
