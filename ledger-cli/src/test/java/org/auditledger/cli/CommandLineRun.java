package org.auditledger.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** One run of the whole program in this process. A failed assertion on it shows all of it. */
record CommandLineRun(List<String> arguments, int exit, String stdout, String stderr) {

  static CommandLineRun of(String... arguments) {
    return with(Map.of(), AuditLedgerCommand.commandLine(Build.load()), arguments);
  }

  /** A run with this environment and a table of contents of the test's own. */
  static CommandLineRun with(
      Map<String, String> environment, CommandLine program, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = new Program(out, err, environment, Interruption.never()).run(program, arguments);
    return new CommandLineRun(
        List.of(arguments),
        exit,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "audit-ledger "
        + String.join(" ", arguments)
        + "\nexit "
        + exit
        + "\n--- stdout\n"
        + stdout
        + "--- stderr\n"
        + stderr;
  }
}
