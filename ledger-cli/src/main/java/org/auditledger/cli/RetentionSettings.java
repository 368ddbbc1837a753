package org.auditledger.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.auditledger.retention.PlanSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a plan is to be like. Whoever applies it says the same, or it is another plan. */
final class RetentionSettings {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can ask
  private CommandSpec command;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      converter = GraceTime.class,
      description = "Leave what is detached for so long, as 12h or 7d, before it is dropped.")
  private @Nullable Duration grace;

  @Option(
      names = "--max-partitions",
      paramLabel = "N",
      description = "Drop so many partitions at most (default: all that may go).")
  private @Nullable Integer max;

  @Mixin private final FloorOption floor;
  @Mixin private final PremakeOptions premake = new PremakeOptions();

  RetentionSettings(Surroundings surroundings) {
    this.floor = new FloorOption(surroundings);
  }

  PlanSettings of(boolean archive) {
    try {
      return new PlanSettings(
          Optional.of(premake.premake()),
          floor.days(),
          grace == null ? OptionalLong.empty() : OptionalLong.of(grace.toSeconds()),
          max == null ? OptionalInt.empty() : OptionalInt.of(max),
          Optional.empty(),
          archive);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
