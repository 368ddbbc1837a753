package org.auditledger.cli;

import java.time.Instant;
import java.util.Optional;
import org.auditledger.retention.PlannedPartition;
import org.auditledger.retention.Premake;
import org.auditledger.retention.RetentionOutcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes partitions. */
@Command(
    name = "create",
    description = {
      "Make the partitions that today's records and later ones need, or with --for the one that"
          + " records of another time need, and drop nothing.",
      "Those that are there stay as they are, whatever their names and bounds; where a new one"
          + " would meet one of them it is not made, and the answer says so."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger partitions create --signing-key a.key",
      "  audit-ledger partitions create --premake 14 --json",
      "  audit-ledger partitions create --for 2026-06-01 --period monthly"
    })
final class PartitionsCreateCommand extends RetentionDeed implements Runnable {

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Moment.Reader.class,
      description = "Make the partition, a day or a month, that records of this time need.")
  private @Nullable Moment time;

  @Mixin private final PremakeOptions premake = new PremakeOptions();

  PartitionsCreateCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
  }

  @Override
  public void run() {
    Premake wanted = wanted();
    Optional<PlannedPartition> one =
        Optional.ofNullable(time).map(at -> PlannedPartition.at(wanted.period(), at.first()));
    Instant begun = surroundings().clock().instant();
    RetentionOutcome outcome =
        sign(
            (retention, signing) ->
                one.isPresent()
                    ? retention.createPartition(signing, one.get())
                    : retention.createPartitions(signing, wanted));
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
