package org.auditledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The telemetry buffer, as a group of commands. */
@Command(
    name = "buffer",
    description = "Write telemetry into the partitioned buffer.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  audit-ledger buffer append telemetry.jsonl"})
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class BufferCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  private CommandSpec command;

  @Mixin private OutputOptions options = new OutputOptions();

  private BufferCommand() {}

  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new BufferCommand())
        .addSubcommand(new BufferAppendCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "missing command");
  }
}
