package org.auditledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The seal, as a group of commands. */
@Command(
    name = "checkpoint",
    description = {
      "Seal what is in a ledger, say how far it is sealed, and write anchors.",
      "A seal signs the size and root of all entries. An anchor is a seal that is kept outside:"
          + " from then on nothing before it can change unseen."
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  audit-ledger checkpoint create --ledger-db service=ledger --signing-key a.key",
      "  audit-ledger checkpoint list --trust acme.vkey",
      "  audit-ledger checkpoint export --signing-key a.key --output plant-1.anchor"
    })
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class CheckpointCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private OutputOptions options = new OutputOptions();

  private CheckpointCommand() {}

  static CommandLine commandLine(Build build, Surroundings surroundings) {
    return new CommandLine(new CheckpointCommand())
        .addSubcommand(new CheckpointCreateCommand(build, surroundings))
        .addSubcommand(new CheckpointListCommand(surroundings))
        .addSubcommand(new CheckpointExportCommand(build, surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "missing command");
  }
}
