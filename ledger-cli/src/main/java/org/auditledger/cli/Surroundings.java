package org.auditledger.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.auditledger.postgres.ClientEnvironment;

/**
 * What a run finds around itself, handed to the commands that look there. Nothing asks the process:
 * a test's variables are all the variables there are.
 */
final class Surroundings {

  private final InputStream input;
  private final StandardOutput output;
  private final Map<String, String> environment;
  private final Redaction redaction;
  private final Terminal terminal;
  private final Clock clock;
  private final Interruption interruption;

  /** Surroundings in which nothing is typed or piped, and of bytes nothing is kept. */
  Surroundings(
      Map<String, String> environment, Redaction redaction, Terminal terminal, Clock clock) {
    this(
        InputStream.nullInputStream(),
        new StandardOutput(OutputStream.nullOutputStream()),
        environment,
        redaction,
        terminal,
        clock,
        Interruption.never());
  }

  Surroundings(
      InputStream input,
      StandardOutput output,
      Map<String, String> environment,
      Redaction redaction,
      Terminal terminal,
      Clock clock,
      Interruption interruption) {
    this.input = input;
    this.output = output;
    this.environment = Map.copyOf(environment);
    this.redaction = redaction;
    this.terminal = terminal;
    this.clock = clock;
    this.interruption = interruption;
  }

  /** Standard input. */
  InputStream input() {
    return input;
  }

  /**
   * Standard output, for data that is no text of ours. An answer is printed, and not written here.
   */
  StandardOutput output() {
    return output;
  }

  /** The value of a variable; an empty one counts as none, as it does to a shell's users. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  Map<String, String> environment() {
    return environment;
  }

  /** What a connection string is read with. */
  ClientEnvironment clientEnvironment() {
    return ClientEnvironment.of(environment);
  }

  Redaction redaction() {
    return redaction;
  }

  Terminal terminal() {
    return terminal;
  }

  Clock clock() {
    return clock;
  }

  /** Who says that the command is to stop. */
  Interruption interruption() {
    return interruption;
  }
}
