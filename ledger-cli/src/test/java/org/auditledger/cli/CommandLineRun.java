package org.auditledger.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** One run of the whole program in this process. A failed assertion on it shows all of it. */
record CommandLineRun(List<String> arguments, int exit, String stdout, String stderr) {

  static CommandLineRun of(String... arguments) {
    return in(Map.of(), arguments);
  }

  /** A run with this environment, and nothing of the real one. */
  static CommandLineRun in(Map<String, String> environment, String... arguments) {
    return with(environment, CommandLineRun::contents, arguments);
  }

  /** A run to which this is piped. */
  static CommandLineRun piped(String input, Map<String, String> environment, String... arguments) {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return with(in, environment, Terminal.none(), CommandLineRun::contents, arguments);
  }

  /** A run with this environment and a table of contents of the test's own. */
  static CommandLineRun with(
      Map<String, String> environment,
      Function<Surroundings, CommandLine> contents,
      String... arguments) {
    return with(environment, Terminal.none(), contents, arguments);
  }

  /** The same before this terminal. */
  static CommandLineRun with(
      Map<String, String> environment,
      Terminal terminal,
      Function<Surroundings, CommandLine> contents,
      String... arguments) {
    return with(InputStream.nullInputStream(), environment, terminal, contents, arguments);
  }

  private static CommandLineRun with(
      InputStream in,
      Map<String, String> environment,
      Terminal terminal,
      Function<Surroundings, CommandLine> contents,
      String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new Program(in, out, err, environment, terminal, Clock.systemUTC(), Interruption.never())
            .run(contents, arguments);
    return new CommandLineRun(
        List.of(arguments),
        exit,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  /** The program's own table of contents, in these surroundings. */
  static CommandLine contents(Surroundings surroundings) {
    return AuditLedgerCommand.commandLine(Build.load(), surroundings);
  }

  /** The program's own table of contents, to look at. */
  static CommandLine contents() {
    Redaction redaction = new Redaction(List.of(), Map.of());
    return contents(new Surroundings(Map.of(), redaction, Terminal.none(), Clock.systemUTC()));
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
