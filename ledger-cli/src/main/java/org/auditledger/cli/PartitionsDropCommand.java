package org.auditledger.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.auditledger.retention.PlanSettings;
import org.auditledger.retention.RetentionOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Drops one partition. */
@Command(
    name = "drop",
    description = {
      "Drop one partition of the telemetry buffer, if it may go, and nothing else.",
      "It may when a retention run would drop it: retention, floor and holds are asked. It goes the"
          + " same way, with the same receipt."
    },
    footer = {
      "",
      "Example:",
      "  audit-ledger partitions drop telemetry_buffer_2026_01_01 --signing-key a.key"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it runs the command
final class PartitionsDropCommand extends RetentionDeed implements Runnable {

  @Parameters(paramLabel = "PARTITION", description = "Its name.")
  private String partition;

  @Mixin private final ArchiveOption archive = new ArchiveOption();
  @Mixin private final RetentionSettings settings;

  PartitionsDropCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
    this.settings = new RetentionSettings(surroundings);
  }

  @Override
  public void run() {
    Optional<Path> directory = archive.directory();
    PlanSettings what = settings.of(directory.isPresent());
    Instant begun = surroundings().clock().instant();
    RetentionOutcome outcome =
        sign((retention, signing) -> retention.dropPartition(signing, partition, what, directory));
    print(AppliedRetention.of(outcome, begun, surroundings().clock().instant()));
    AppliedRetention.requireNoIncident(outcome);
  }
}
