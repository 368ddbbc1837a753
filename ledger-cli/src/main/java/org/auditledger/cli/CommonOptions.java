package org.auditledger.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What every command understands. One whose {@code --output} names a file mixes this in as it is;
 * all others mix in {@link OutputOptions}.
 */
class CommonOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can ask
  private CommandSpec command;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Option(names = "--quiet", description = "Say nothing but the answer and what went wrong.")
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  boolean json() {
    return json;
  }

  boolean isQuiet() {
    return quiet;
  }

  /** Writes the answer of a command: data, and so to standard output. */
  final void print(Answer answer) {
    command.commandLine().getOut().print(json() ? Json.line(answer) : answer.text());
    // Who reads along with a command that goes on gets each answer when it is there.
    command.commandLine().getOut().flush();
  }

  /** Says a line to whoever watches, unless they asked for silence. */
  final void say(String line) {
    if (!quiet) {
      command.commandLine().getErr().println(Failure.oneLine(line));
    }
  }

  /** Asks, whatever was said about silence: the answer is typed on the same line. */
  final void prompt(String question) {
    command.commandLine().getErr().print(Failure.oneLine(question) + " ");
    command.commandLine().getErr().flush();
  }

  /**
   * Shows how far long work has come.
   *
   * @param doing what the work is, as in {@code "verifying"}
   * @param unit what is counted of it, as in {@code "rows"}
   */
  final Progress progress(Surroundings surroundings, String doing, String unit) {
    boolean shown = surroundings.terminal().isWatched() && !quiet;
    return new Progress(
        command.commandLine().getErr(), shown, this::say, surroundings.clock(), doing, unit);
  }
}
