package org.auditledger.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.canonical.CanonicalTime;
import org.auditledger.journal.PartitionRecord;
import org.auditledger.journal.PartitionRecord.Fate;
import org.auditledger.retention.StoredPartition.Kind;

/**
 * A table as the catalog has it.
 *
 * @param plain whether it holds its records itself, and is attached to nothing else
 * @param bound as PostgreSQL prints it; none when it is not attached to the buffer
 * @param pending whether it is half detached
 */
record FoundTable(
    String name,
    String schema,
    boolean plain,
    Optional<String> bound,
    Optional<Instant> lower,
    Optional<Instant> upper,
    boolean pending,
    long rows,
    long bytes) {

  private static final String PUBLIC = "public";

  /** From 1970 to 2000, when canonical times begin. */
  private static final long EPOCH_MICROS = 946_684_800_000_000L;

  static FoundTable of(ResultSet row) throws SQLException {
    return new FoundTable(
        row.getString(1),
        row.getString(2),
        row.getBoolean(3),
        Optional.ofNullable(row.getString(4)),
        time(row, 5),
        time(row, 6),
        row.getBoolean(7),
        row.getLong(8),
        row.getLong(9));
  }

  /** A time that no statement can say is none. */
  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() || !CanonicalTime.hasForm(micros - EPOCH_MICROS)
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  /** Whether this is what the journal calls so, and not another table of its name. */
  boolean isTheOneOf(PartitionRecord record) {
    return schema.equals(PUBLIC)
        && bound
            .map(text -> record.mayBeAttached() && text.equals(record.bound()))
            .orElse(!record.isGone());
  }

  /** As a partition of which the journal says this; what it holds is not looked at. */
  StoredPartition with(Optional<PartitionRecord> record) {
    boolean attached = bound.isPresent();
    return new StoredPartition(
        name,
        kind(),
        attached ? lower : record.flatMap(PartitionRecord::from),
        attached ? upper : record.flatMap(PartitionRecord::to),
        state(record.map(PartitionRecord::fate).orElse(Fate.ATTACHED)),
        record,
        rows,
        false,
        bytes,
        new TreeSet<>(),
        Set.of());
  }

  private Kind kind() {
    if (bound.equals(Optional.of("DEFAULT"))) {
      return Kind.DEFAULT;
    }
    return plain && schema.equals(PUBLIC) ? Kind.TABLE : Kind.OTHER;
  }

  private PartitionState state(Fate fate) {
    if (bound.isEmpty()) {
      return fate == Fate.DETACHED ? PartitionState.DETACHED : PartitionState.LOOSE;
    }
    if (pending) {
      return PartitionState.DETACHING;
    }
    return fate == Fate.TO_BE_DROPPED ? PartitionState.INTENDED : PartitionState.ATTACHED;
  }
}
