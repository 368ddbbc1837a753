package org.auditledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The migrations, as a group of commands. */
@Command(
    name = "migrate",
    description =
        "Look at migrations: those of a ledger, and those that this program brings along.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  audit-ledger migrate show 4"})
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class MigrateCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private OutputOptions options = new OutputOptions();

  private MigrateCommand() {}

  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new MigrateCommand())
        .addSubcommand(new MigrateCurrentCommand(surroundings))
        .addSubcommand(new MigrateLintCommand())
        .addSubcommand(new MigrateCreateCommand())
        .addSubcommand(new MigrateExportSchemaCommand())
        .addSubcommand(new MigrateShowCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "missing command");
  }
}
