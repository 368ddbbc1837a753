package org.auditledger.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The law's own retention. A variable, too: it is the same for every run, whoever types it. */
final class FloorOption {

  private static final String VARIABLE = "AUDIT_LEDGER_RETENTION_FLOOR";

  private final Surroundings surroundings;

  @Option(
      names = "--floor",
      paramLabel = "DAYS",
      description =
          "Drop nothing younger, whatever the tenants' retention"
              + " (or "
              + VARIABLE
              + "; default: no floor).")
  private @Nullable Integer named;

  FloorOption(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** A floor that cannot be read stops everything: to go on without one would drop too much. */
  OptionalInt days() {
    if (named != null) {
      return OptionalInt.of(named);
    }
    String text = surroundings.variable(VARIABLE).orElse(null);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("[0-9]{1,7}")) {
      throw new IllegalArgumentException(VARIABLE + " is a number of days, not '" + text + "'");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
