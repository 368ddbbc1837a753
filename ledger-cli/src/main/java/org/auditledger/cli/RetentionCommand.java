package org.auditledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Retention, as a group of commands; by itself it is the one that changes nothing. */
@Command(
    name = "retention",
    description = {
      "Let telemetry go when it has been kept long enough, and keep it from going.",
      "A partition of the buffer goes as a whole: when the longest retention of the tenants with"
          + " records in it has passed, and no hold covers it. Each that went has a signed receipt."
          + " Without a command it is plan, which says what would go and changes nothing"
          + " (docs/retention.md has more)."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  audit-ledger retention --trust acme.vkey",
      "  audit-ledger retention apply --auto --signing-key a.key"
    })
final class RetentionCommand extends RetentionPlanCommand {

  private RetentionCommand(Surroundings surroundings) {
    super(surroundings);
  }

  static CommandLine commandLine(Build build, Surroundings surroundings) {
    return new CommandLine(new RetentionCommand(surroundings))
        .addSubcommand(new RetentionPlanCommand(surroundings))
        .addSubcommand(new RetentionApplyCommand(build, surroundings))
        .addSubcommand(new RetentionHoldCommand(build, surroundings))
        .addSubcommand(new RetentionReleaseCommand(build, surroundings))
        .addSubcommand(new RetentionStatusCommand(surroundings))
        .addSubcommand(new RetentionProveCommand(surroundings));
  }
}
