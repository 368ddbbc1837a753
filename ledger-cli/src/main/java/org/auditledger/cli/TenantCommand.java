package org.auditledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tenants, as a group of commands. */
@Command(
    name = "tenant",
    description = "Say whose telemetry is buffered, and for how long it is kept.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {"", "Example:", "  audit-ledger tenant list --trust acme.vkey"})
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class TenantCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private OutputOptions options = new OutputOptions();

  private TenantCommand() {}

  static CommandLine commandLine(Build build, Surroundings surroundings) {
    return new CommandLine(new TenantCommand())
        .addSubcommand(new TenantListCommand(surroundings))
        .addSubcommand(new TenantAddCommand(surroundings))
        .addSubcommand(new TenantSetRetentionCommand(build, surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "missing command");
  }
}
