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
    description =
        "Make the keys that sign for a ledger, record whose time has come and gone, and list them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "To rotate: generate a key, register it with the old one,",
      "sign with the new one, and retire the old one with it.",
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
    return new CommandLine(new KeysCommand())
        .addSubcommand(new KeysGenerateCommand(surroundings))
        .addSubcommand(new KeysRegisterCommand(surroundings))
        .addSubcommand(new KeysRetireCommand(surroundings))
        .addSubcommand(new KeysListCommand(surroundings))
        .addSubcommand(new KeysExportCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "missing command");
  }
}
