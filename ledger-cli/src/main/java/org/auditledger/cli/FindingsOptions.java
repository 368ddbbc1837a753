package org.auditledger.cli;

import org.auditledger.chain.Noted;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How much of what verifying found is shown, and what of it counts. */
final class FindingsOptions {

  @Option(names = "--strict", description = "End with 3 if anything at all was not checked.")
  private boolean strict;

  @Option(
      names = "--max-findings",
      paramLabel = "N",
      description =
          "How many findings to show of each of the four (default: ${DEFAULT-VALUE})."
              + " All of them are counted.")
  private int shown = 20;

  boolean strict() {
    return strict;
  }

  /** How many are shown; all are counted. */
  int shown() {
    return shown;
  }

  /** Refuses a number that makes no sense, before hours of work. */
  void require(CommandSpec command) {
    if (shown < 0 || shown > Noted.KEPT) {
      throw new ParameterException(
          command.commandLine(), "--max-findings is 0 to " + Noted.KEPT + ", not " + shown);
    }
  }
}
