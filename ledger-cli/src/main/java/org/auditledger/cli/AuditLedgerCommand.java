package org.auditledger.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The table of contents: every command there is, wired by hand. */
@Command(
    name = "audit-ledger",
    description = "An append-only, hash-chained audit ledger on PostgreSQL.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    footer = {
      "",
      "Every command has a help of its own, with an example.",
      "",
      "Example:",
      "  audit-ledger version"
    })
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class AuditLedgerCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version in one line.")
  private boolean version;

  private AuditLedgerCommand() {}

  static CommandLine commandLine(Build build, Surroundings surroundings) {
    CommandLine program =
        new CommandLine(new AuditLedgerCommand())
            .addSubcommand(new AppendCommand(build, surroundings))
            .addSubcommand(BackupCommand.commandLine(build, surroundings))
            .addSubcommand(BufferCommand.commandLine(surroundings))
            .addSubcommand(CheckpointCommand.commandLine(build, surroundings))
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new DrillCommand(build, surroundings))
            .addSubcommand(KeysCommand.commandLine(surroundings))
            .addSubcommand(MigrateCommand.commandLine(build, surroundings))
            .addSubcommand(new ProveCommand(surroundings))
            .addSubcommand(new RestoreCommand(build, surroundings))
            .addSubcommand(new VerifyCommand(build, surroundings))
            .addSubcommand(new VerifyProofCommand(surroundings))
            .addSubcommand(new VerifyReportCommand(surroundings))
            .addSubcommand(new VersionCommand(build));
    program.getCommandSpec().version("audit-ledger " + build.version());
    program.getCommandSpec().usageMessage().exitCodeList(exitCodes());
    return program;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> list = new LinkedHashMap<>();
    for (ExitCode exit : ExitCode.values()) {
      list.put(String.valueOf(exit.code()), exit.meaning());
    }
    return list;
  }
}
