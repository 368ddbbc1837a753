package org.auditledger.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.auditledger.entry.Digest;
import org.auditledger.retention.PlanSettings;
import org.auditledger.retention.RetentionOutcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Does what a plan says. */
@Command(
    name = "apply",
    description = {
      "Make the partitions that are needed, and drop those that may go.",
      "With --plan it does exactly what that plan says, or refuses as the world has changed; with"
          + " --auto it plans and does it in one go, for a timer. Killed at any point, the next run"
          + " goes on where it stopped. It has to own the buffer: options=-c role=OWNER."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger retention apply --auto --signing-key a.key",
      "  audit-ledger retention apply --auto --archive-to /var/lib/archive --json",
      "  audit-ledger retention apply --plan HASH --signing-key a.key"
    })
final class RetentionApplyCommand extends RetentionDeed implements Runnable {

  @Option(
      names = "--plan",
      paramLabel = "HASH",
      description = "Do what this plan says, and nothing else.")
  private @Nullable String plan;

  @Option(names = "--auto", description = "Do whatever is to be done now.")
  private boolean auto;

  @Mixin private final ArchiveOption archive = new ArchiveOption();
  @Mixin private final MetricsOption metrics = new MetricsOption();
  @Mixin private final RetentionSettings settings;

  RetentionApplyCommand(Build build, Surroundings surroundings) {
    super(build, surroundings);
    this.settings = new RetentionSettings(surroundings);
  }

  @Override
  public void run() {
    if (auto == (plan != null)) {
      throw usage("give --plan HASH, as retention plan shows it, or --auto");
    }
    Optional<Digest> wanted = Optional.ofNullable(plan).map(this::hash);
    Optional<Path> directory = archive.directory();
    PlanSettings what = settings.of(directory.isPresent());
    metrics.requireUsable();
    Instant begun = surroundings().clock().instant();
    RetentionOutcome outcome =
        sign((retention, signing) -> retention.apply(signing, what, directory, wanted));
    print(AppliedRetention.of(outcome, begun, surroundings().clock().instant()));
    AppliedRetention.requireNoIncident(outcome);
    if (metrics.isWanted()) {
      metrics.write(
          RetentionMetrics.after(
              outcome, look((retention, trusted) -> retention.status(trusted, what))));
    }
  }

  private Digest hash(String text) {
    try {
      return Digest.ofHex(text);
    } catch (IllegalArgumentException e) {
      throw usage("--plan takes the 64 hexadecimal digits that retention plan shows");
    }
  }
}
