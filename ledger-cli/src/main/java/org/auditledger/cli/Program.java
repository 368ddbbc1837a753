package org.auditledger.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** One run of the command line, on streams that are handed to it. */
final class Program {

  private final InputStream input;
  private final StandardOutput output;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;
  private final Terminal terminal;
  private final Clock clock;
  private final Interruption interruption;
  private final Build build = Build.load();
  private final Failures failures = new Failures(build);

  /** One to whom nothing is typed or piped. */
  Program(
      OutputStream output,
      OutputStream error,
      Map<String, String> environment,
      Terminal terminal,
      Clock clock,
      Interruption interruption) {
    this(InputStream.nullInputStream(), output, error, environment, terminal, clock, interruption);
  }

  Program(
      InputStream input,
      OutputStream output,
      OutputStream error,
      Map<String, String> environment,
      Terminal terminal,
      Clock clock,
      Interruption interruption) {
    this.input = input;
    this.output = new StandardOutput(output);
    this.out = writer(this.output);
    this.err = writer(error);
    this.environment = environment;
    this.terminal = terminal;
    this.clock = clock;
    this.interruption = interruption;
  }

  /** Runs the command that the arguments name and returns the exit code of the process. */
  int run(String... arguments) {
    return run(
        surroundings -> AuditLedgerCommand.commandLine(build, surroundings, arguments), arguments);
  }

  /** The same with a table of contents of the caller's own. */
  int run(Function<Surroundings, CommandLine> contents, String... arguments) {
    Redaction redaction = new Redaction(List.of(arguments), environment);
    CommandLine program =
        contents.apply(
            new Surroundings(input, output, environment, redaction, terminal, clock, interruption));
    PrintWriter talk = new PrintWriter(new RedactingWriter(err, redaction), true);
    program.setOut(out);
    program.setErr(talk);
    program.setParameterExceptionHandler(
        (problem, given) ->
            show(
                Failures.of(problem).redacted(redaction),
                asksForJson(problem.getCommandLine(), given)));
    program.setExecutionExceptionHandler(
        (problem, command, parsed) ->
            fail(problem, redaction, talk, asksForJson(command, arguments)));
    int exit;
    try {
      exit = program.execute(arguments);
    } catch (Throwable crash) { // picocli handles exceptions; this is for the errors of the JVM
      exit = fail(crash, redaction, talk, asksForJson(program, arguments));
    }
    return finish(exit, asksForJson(program, arguments));
  }

  private int fail(Throwable problem, Redaction redaction, PrintWriter talk, boolean json) {
    if (!environment.getOrDefault("AUDIT_LEDGER_DEBUG", "").isEmpty()) {
      problem.printStackTrace(talk); // asked for, by AUDIT_LEDGER_DEBUG; redacted as all talk is
      talk.flush();
    }
    Failure failure = interruption.requested() ? Failures.interrupted() : failures.of(problem);
    return show(failure.redacted(redaction), json);
  }

  /** A command that found something says so with its exit code even if nobody could read it. */
  private int finish(int exit, boolean json) {
    out.flush();
    IOException broken = output.failure();
    if (broken == null) {
      return exit;
    }
    int worst = show(Failures.outputBroken(broken), json);
    return exit == ExitCode.DONE.code() ? worst : exit;
  }

  private int show(Failure failure, boolean json) {
    out.flush(); // what came before the failure is read before it
    FailureAnswer answer = FailureAnswer.of(failure);
    err.print(json ? Json.line(answer) : answer.text());
    err.flush();
    return failure.exit().code();
  }

  /** Asked of the arguments as typed, because they may not have parsed. */
  private static boolean asksForJson(CommandLine command, String[] arguments) {
    OptionSpec output = command.getCommandSpec().findOption("--output");
    boolean outputIsForm = output == null || output.type() == OutputOptions.Format.class;
    for (int i = 0; i < arguments.length; i++) {
      boolean formFollows = arguments[i].equals("--output") && i + 1 < arguments.length;
      String form = formFollows ? arguments[i] + "=" + arguments[i + 1] : arguments[i];
      if (form.equals("--json") || (outputIsForm && form.equals("--output=json"))) {
        return true;
      }
    }
    return false;
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)));
  }
}
