package org.auditledger.migrate;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was recorded when a migration was applied, or taken back.
 *
 * @param rank the row's place in the history
 * @param version of the migration; without one, the row is about something else
 * @param type {@code SQL}, or {@link #DELETE}
 * @param success whether it is in effect; a row without success was left by a migration that failed
 */
public record HistoryRow(
    int rank,
    Optional<Version> version,
    String description,
    String type,
    String script,
    OptionalInt checksum,
    String installedBy,
    Instant installedOn,
    boolean success) {

  /** The type of a row that takes the newest row of its version back. */
  public static final String DELETE = "DELETE";

  /** Whether this row takes another one back. */
  boolean takesBack() {
    return success && type.equals(DELETE);
  }
}
