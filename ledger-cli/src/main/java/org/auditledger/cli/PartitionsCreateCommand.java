package org.auditledger.cli;

import java.time.Instant;
import org.auditledger.retention.Premake;
import org.auditledger.retention.RetentionOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes partitions. */
@Command(
    name = "create",
    description = {
      "Make the partitions that today's records and later ones need, and drop nothing.",
      "Those that are there stay as they are, whatever their names and bounds; where a new one would"
          + " meet one of them it is not made, and the answer says so."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger partitions create --signing-key a.key",
      "  audit-ledger partitions create --premake 14 --json"
    })
final class PartitionsCreateCommand extends RetentionDeed implements Runnable {

  @Mixin private final PremakeOptions premake = new PremakeOptions();

  PartitionsCreateCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
  }

  @Override
  public void run() {
    Premake wanted = wanted();
    Instant begun = surroundings().clock().instant();
    RetentionOutcome outcome =
        sign((retention, signing) -> retention.createPartitions(signing, wanted));
    print(AppliedRetention.of(outcome, begun, surroundings().clock().instant()));
    AppliedRetention.requireNoIncident(outcome);
  }

  private Premake wanted() {
    try {
      return premake.premake();
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }
}
