package org.auditledger.cli;

import org.auditledger.retention.Premake;
import picocli.CommandLine.Option;

/** Which partitions are to be there before their records come. */
final class PremakeOptions {

  @Option(
      names = "--premake",
      paramLabel = "N",
      description = "How many partitions after today's are there (default: ${DEFAULT-VALUE}).")
  private int ahead = Premake.DEFAULT.ahead();

  /** How they are typed. */
  enum Period {
    daily,
    monthly
  }

  @Option(
      names = "--period",
      paramLabel = "daily|monthly",
      description = "How long a new partition is, by the calendar, in UTC (default: daily).")
  private Period period = Period.daily;

  Premake premake() {
    return new Premake(
        period == Period.daily ? Premake.Period.DAILY : Premake.Period.MONTHLY, ahead);
  }
}
