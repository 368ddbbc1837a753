package org.auditledger.cli;

import org.auditledger.retention.PlanSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a run would do. */
@Command(
    name = "plan",
    description = {
      "Say what a retention run would do now, partition by partition, and change nothing.",
      "What it would do has a hash: retention apply --plan HASH does exactly that, or refuses"
          + " because the world has changed. Whose statements decide says --trust, or the public"
          + " part of the signing key; without either the journal is not checked."
    },
    footer = {
      "",
      "Examples:",
      "  audit-ledger retention plan --trust acme.vkey",
      "  audit-ledger retention plan --floor 180 --max-partitions 10 --archive --json"
    })
class RetentionPlanCommand extends RetentionLook implements Runnable {

  @Option(
      names = "--archive",
      description = "Plan for a run that archives what goes (apply --archive-to).")
  private boolean archive;

  @Mixin private final RetentionSettings settings;

  RetentionPlanCommand(Surroundings surroundings) {
    super(surroundings);
    this.settings = new RetentionSettings(surroundings);
  }

  @Override
  public void run() {
    PlanSettings wanted = settings.of(archive);
    print(
        look(
            (retention, trusted) ->
                PlannedRetention.of(
                    retention.plan(trusted, wanted), !trusted.noteKeys().isEmpty())));
  }
}
