package org.auditledger.doctor;

import java.time.Duration;

/**
 * How far things may go before they are said.
 *
 * @param unsealed how old an entry may be that is not sealed
 * @param backup how old the last backup may be
 * @param ahead how far ahead of now there has to be room for telemetry
 * @param overdue how long after its time a partition may still be there
 */
public record Limits(Duration unsealed, Duration backup, Duration ahead, Duration overdue) {

  /** What fits the jobs as they are delivered: seals in minutes, backups each night. */
  public static final Limits DEFAULT =
      new Limits(Duration.ofHours(1), Duration.ofHours(26), Duration.ofDays(3), Duration.ofDays(2));

  public Limits {
    for (Duration limit : new Duration[] {unsealed, backup, ahead, overdue}) {
      if (limit.isNegative()) {
        throw new IllegalArgumentException("a limit is 0 or longer, not " + limit);
      }
    }
  }
}
