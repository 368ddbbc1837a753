package org.auditledger.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.auditledger.cli.demo.Story;
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
      "  audit-ledger demo"
    })
@SuppressWarnings("UnusedVariable") // picocli reads the options
final class AuditLedgerCommand {

  private static final String COMPLETION = "completion";

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

  /** The whole table. */
  static CommandLine commandLine(Build build, Surroundings surroundings) {
    CommandLine program = withoutCommands(build);
    commands(build, surroundings).values().forEach(one -> program.addSubcommand(one.get()));
    return program;
  }

  /**
   * As much of the table as these arguments need. Who names a command needs no other: to read the
   * annotations of all of them takes longer than many a command does.
   */
  static CommandLine commandLine(Build build, Surroundings surroundings, String... arguments) {
    String named = arguments.length == 0 ? "" : arguments[0];
    Supplier<Object> command = commands(build, surroundings).get(named);
    // Completion is about all of them.
    return command == null || named.equals(COMPLETION)
        ? commandLine(build, surroundings)
        : withoutCommands(build).addSubcommand(command.get());
  }

  private static CommandLine withoutCommands(Build build) {
    CommandLine program = new CommandLine(new AuditLedgerCommand());
    program.getCommandSpec().version("audit-ledger " + build.version());
    program.getCommandSpec().usageMessage().exitCodeList(exitCodes());
    return program;
  }

  private static Map<String, Supplier<Object>> commands(Build build, Surroundings surroundings) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("append", () -> new AppendCommand(build, surroundings));
    commands.put("backup", () -> BackupCommand.commandLine(build, surroundings));
    commands.put("buffer", () -> BufferCommand.commandLine(surroundings));
    commands.put("checkpoint", () -> CheckpointCommand.commandLine(build, surroundings));
    commands.put(COMPLETION, () -> new CompletionCommand());
    commands.put("demo", () -> new DemoCommand(surroundings, Story::told));
    commands.put("doctor", () -> new DoctorCommand(surroundings));
    commands.put("drill", () -> new DrillCommand(build, surroundings));
    commands.put("export", () -> new ExportCommand(surroundings));
    commands.put("keys", () -> KeysCommand.commandLine(surroundings));
    commands.put("migrate", () -> MigrateCommand.commandLine(build, surroundings));
    commands.put("partitions", () -> PartitionsCommand.commandLine(build, surroundings));
    commands.put("prove", () -> new ProveCommand(surroundings));
    commands.put("report", () -> new ReportCommand(build, surroundings));
    commands.put("restore", () -> new RestoreCommand(build, surroundings));
    commands.put("retention", () -> RetentionCommand.commandLine(build, surroundings));
    commands.put("tenant", () -> TenantCommand.commandLine(build, surroundings));
    commands.put("verify", () -> new VerifyCommand(build, surroundings));
    commands.put("verify-proof", () -> new VerifyProofCommand(surroundings));
    commands.put("verify-report", () -> new VerifyReportCommand(surroundings));
    commands.put("version", () -> new VersionCommand(build));
    return commands;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> list = new LinkedHashMap<>();
    for (ExitCode exit : ExitCode.values()) {
      list.put(String.valueOf(exit.code()), exit.meaning());
    }
    return list;
  }
}
