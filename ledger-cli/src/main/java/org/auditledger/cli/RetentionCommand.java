package org.auditledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Retention, as a group of commands. */
@Command(
    name = "retention",
    description = {
      "Let telemetry go when it has been kept long enough, and keep it from going.",
      "A partition of the buffer goes as a whole: when the longest retention of the tenants with"
          + " records in it has passed, and no hold covers it. Each that went has a signed receipt."
          + " plan says what would go and changes nothing (docs/retention.md has more)."
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  audit-ledger retention plan --trust acme.vkey",
      "  audit-ledger retention apply --auto --signing-key a.key"
    })
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class RetentionCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private OutputOptions options = new OutputOptions();

  private RetentionCommand() {}

  static CommandLine commandLine(Build build, Surroundings surroundings) {
    return new CommandLine(new RetentionCommand())
        .addSubcommand(new RetentionPlanCommand(surroundings))
        .addSubcommand(new RetentionApplyCommand(build, surroundings))
        .addSubcommand(new RetentionHoldCommand(build, surroundings))
        .addSubcommand(new RetentionReleaseCommand(build, surroundings))
        .addSubcommand(new RetentionStatusCommand(surroundings))
        .addSubcommand(new RetentionProveCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "missing command");
  }
}
