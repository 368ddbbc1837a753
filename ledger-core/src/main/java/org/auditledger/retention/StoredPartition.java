package org.auditledger.retention;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.PartitionRecord;

/**
 * A partition of the buffer, or a table that was one, as it was found.
 *
 * @param kind what stands under its name
 * @param from its first moment; absent where it has no beginning that a statement can say
 * @param to the first moment after it, likewise
 * @param record what the journal says of it; absent where that is of another one of this name
 * @param rows how many records it holds; without {@code counted} what the server believes
 * @param bytes what it takes of the disk, indexes included
 * @param tenants whose records it holds
 * @param subjectHolds the holds that name a subject of whom it holds records
 */
public record StoredPartition(
    String name,
    Kind kind,
    Optional<Instant> from,
    Optional<Instant> to,
    PartitionState state,
    Optional<PartitionRecord> record,
    long rows,
    boolean counted,
    long bytes,
    SortedSet<String> tenants,
    Set<String> subjectHolds) {

  /** What can be attached to a partitioned table. */
  public enum Kind {
    /** A table in schema public that holds its records itself. */
    TABLE,
    /** It takes what no other does. */
    DEFAULT,
    /** A foreign table, one with partitions of its own, or one in another schema. */
    OTHER
  }

  public StoredPartition {
    SortedSet<String> sorted = new TreeSet<>(CanonicalJson.BY_CODE_POINT);
    sorted.addAll(tenants);
    tenants = Collections.unmodifiableSortedSet(sorted);
    subjectHolds = Set.copyOf(subjectHolds);
  }

  /** What the run that began to drop it has said. */
  Optional<PartitionDrop> intended() {
    return record.flatMap(PartitionRecord::intended);
  }

  /** The same, holding records of these. */
  StoredPartition inhabitedBy(SortedSet<String> inhabitants, Set<String> holds) {
    return new StoredPartition(
        name, kind, from, to, state, record, rows, counted, bytes, inhabitants, holds);
  }

  /** The same, so far on its way. */
  StoredPartition at(PartitionState other) {
    return new StoredPartition(
        name, kind, from, to, other, record, rows, counted, bytes, tenants, subjectHolds);
  }

  /** The same, with its records counted. */
  StoredPartition withRows(long count) {
    return new StoredPartition(
        name, kind, from, to, state, record, count, true, bytes, tenants, subjectHolds);
  }
}
