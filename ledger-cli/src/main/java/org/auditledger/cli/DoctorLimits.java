package org.auditledger.cli;

import java.time.Duration;
import org.auditledger.doctor.Limits;
import picocli.CommandLine.Option;

/** How far things may go before the doctor says so. */
final class DoctorLimits {

  @Option(
      names = "--max-checkpoint-age",
      paramLabel = "TIME",
      converter = GraceTime.class,
      description = "How old an unsealed entry may be (default: 1h).")
  private Duration unsealed = Limits.DEFAULT.unsealed();

  @Option(
      names = "--max-backup-age",
      paramLabel = "TIME",
      converter = GraceTime.class,
      description = "How old the last backup may be (default: 26h).")
  private Duration backup = Limits.DEFAULT.backup();

  @Option(
      names = "--partitions-ahead",
      paramLabel = "TIME",
      converter = GraceTime.class,
      description = "For how long telemetry has to have room (default: 3d).")
  private Duration ahead = Limits.DEFAULT.ahead();

  @Option(
      names = "--max-overdue",
      paramLabel = "TIME",
      converter = GraceTime.class,
      description = "For how long past its time a partition may be there (default: 2d).")
  private Duration overdue = Limits.DEFAULT.overdue();

  Limits limits() {
    return new Limits(unsealed, backup, ahead, overdue);
  }
}
