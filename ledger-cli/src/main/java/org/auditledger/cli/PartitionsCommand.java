package org.auditledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The buffer's partitions, as a group of commands. */
@Command(
    name = "partitions",
    description = "Look at the partitions of the telemetry buffer, make them, or drop one.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  audit-ledger partitions list --trust acme.vkey",
      "  audit-ledger partitions create --premake 14 --signing-key a.key"
    })
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class PartitionsCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private OutputOptions options = new OutputOptions();

  private PartitionsCommand() {}

  static CommandLine commandLine(Build build, Surroundings surroundings) {
    return new CommandLine(new PartitionsCommand())
        .addSubcommand(new PartitionsListCommand(surroundings))
        .addSubcommand(new PartitionsCreateCommand(build, surroundings))
        .addSubcommand(new PartitionsDropCommand(build, surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "missing command");
  }
}
