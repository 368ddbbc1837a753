package org.auditledger.cli;

import java.util.List;
import java.util.Set;
import org.auditledger.entry.Verdict;
import org.auditledger.export.EntryFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which entries to take out: those that all that is typed here is true of. */
final class EntryFilterOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can ask
  private CommandSpec command;

  @Option(
      names = "--date-range",
      paramLabel = "A,B",
      converter = DateRange.Reader.class,
      description =
          "Only entries whose timestamp is in this range, both ends included: days in UTC, or times"
              + " with their offset. One of the two may be left out.")
  private DateRange dates = DateRange.ALWAYS;

  @Option(
      names = "--verdict-filter",
      paramLabel = "VERDICT",
      split = ",",
      description = "Only entries with one of these: ${COMPLETION-CANDIDATES}.")
  private List<Verdict> verdicts = List.of();

  @Option(
      names = "--rule-id",
      paramLabel = "ID",
      description = "Only entries of this rule; to be given again for more.")
  private List<String> rules = List.of();

  @Option(
      names = "--telemetry-id",
      paramLabel = "ID",
      description = "Only entries about this record; to be given again for more.")
  private List<String> telemetry = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "No more than so many, from the first of them on.")
  private @Nullable Long limit;

  @Mixin private final EntryRangeOptions range = new EntryRangeOptions();

  EntryFilter filter() {
    if (limit != null && limit < 1) {
      throw new ParameterException(command.commandLine(), "--limit is 1 or more, not " + limit);
    }
    return new EntryFilter(
        range.first(),
        range.last(),
        dates.since(),
        dates.until(),
        Set.copyOf(verdicts),
        Set.copyOf(rules),
        Set.copyOf(telemetry),
        limit == null ? Long.MAX_VALUE : limit);
  }
}
