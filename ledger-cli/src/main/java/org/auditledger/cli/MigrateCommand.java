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
        "Make a ledger, bring it to another version, and show how it came to the one it is at.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  audit-ledger migrate plan --ledger-db service=ledger",
      "  audit-ledger migrate upgrade --ledger-db service=ledger --signing-key a.key",
      "  audit-ledger migrate verify --ledger-db service=ledger --trust acme.vkey",
      "  audit-ledger migrate show 4"
    })
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class MigrateCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private OutputOptions options = new OutputOptions();

  private MigrateCommand() {}

  static CommandLine commandLine(Build build, Surroundings surroundings) {
    return new CommandLine(new MigrateCommand())
        .addSubcommand(new MigrateStatusCommand(surroundings))
        .addSubcommand(new MigrateHistoryCommand(surroundings))
        .addSubcommand(new MigratePlanCommand(surroundings))
        .addSubcommand(new MigrateVerifyCommand(build, surroundings))
        .addSubcommand(new MigrateUpgradeCommand(build, surroundings))
        .addSubcommand(new MigrateAdoptCommand(build, surroundings))
        .addSubcommand(new MigrateDowngradeCommand(build, surroundings))
        .addSubcommand(new MigrateRecoverCommand(build, surroundings))
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
