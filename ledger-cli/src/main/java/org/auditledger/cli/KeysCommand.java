package org.auditledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The keys, as a group of commands. */
@Command(
    name = "keys",
    description = "Make the keys that sign for a ledger.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  audit-ledger keys generate --name acme/plant-1 --output plant-1.key"
    })
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class KeysCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private CommonOptions options = new CommonOptions();

  private KeysCommand() {}

  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new KeysCommand()).addSubcommand(new KeysGenerateCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "missing command");
  }
}
