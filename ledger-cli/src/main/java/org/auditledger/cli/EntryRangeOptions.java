package org.auditledger.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A part of a ledger, by its numbers. */
final class EntryRangeOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can ask
  private CommandSpec command;

  @Option(names = "--from", paramLabel = "N", description = "Read only entries from this one on.")
  private @Nullable Long from;

  @Option(names = "--to", paramLabel = "N", description = "Read only entries up to this one.")
  private @Nullable Long to;

  boolean isNamed() {
    return from != null || to != null;
  }

  /** The first number of the part. */
  long first() {
    long first = from == null ? 1 : from;
    if (first < 1 || last() < first) {
      throw new ParameterException(
          command.commandLine(),
          "--from and --to are numbers of entries from 1 on, and --to not before --from");
    }
    return first;
  }

  /** The last number of the part; {@link Long#MAX_VALUE} when it goes on to the end. */
  long last() {
    return to == null ? Long.MAX_VALUE : to;
  }
}
