package org.auditledger.cli;

import java.io.InputStream;
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
  private final Map<String, String> environment;
  private final Redaction redaction;
  private final Terminal terminal;
  private final Clock clock;

  /** Surroundings in which nothing is typed or piped. */
  Surroundings(
      Map<String, String> environment, Redaction redaction, Terminal terminal, Clock clock) {
    this(InputStream.nullInputStream(), environment, redaction, terminal, clock);
  }

  Surroundings(
      InputStream input,
      Map<String, String> environment,
      Redaction redaction,
      Terminal terminal,
      Clock clock) {
    this.input = input;
    this.environment = Map.copyOf(environment);
    this.redaction = redaction;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** Standard input. */
  InputStream input() {
    return input;
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
}
