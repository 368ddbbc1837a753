package org.auditledger.retention;

import java.util.OptionalInt;

/**
 * A tenant as its table has it, beside what the journal says. An operator may have changed the
 * table by plain SQL; the next run journals that and goes by it.
 *
 * @param recordedDays the retention that counts by the journal, if it says one
 */
public record ListedTenant(
    String id,
    String displayName,
    int retentionDays,
    int clockSkewSeconds,
    OptionalInt recordedDays) {

  /** Whether the journal says what the table does. */
  public boolean isRecorded() {
    return recordedDays.isPresent() && recordedDays.getAsInt() == retentionDays;
  }
}
