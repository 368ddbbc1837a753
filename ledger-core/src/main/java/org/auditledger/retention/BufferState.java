package org.auditledger.retention;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Hold;

/**
 * All that a plan is made from: the buffer as it was found at one moment.
 *
 * @param now what the database's clock said
 * @param partitions those that are attached, and those that are not any more and not gone yet
 * @param missing partitions that the journal has, and the database has not
 * @param names what tables of the buffer's kind of name there are in schema public
 * @param retentions for how many days each tenant's records are kept, of all tenants that there are
 * @param holds what was placed and not released; some of it may have expired
 */
record BufferState(
    LedgerName ledger,
    Instant now,
    List<StoredPartition> partitions,
    List<String> missing,
    Set<String> names,
    SortedMap<String, Integer> retentions,
    List<Hold> holds) {

  BufferState {
    partitions = List.copyOf(partitions);
    missing = List.copyOf(missing);
    names = Set.copyOf(names);
    SortedMap<String, Integer> sorted = new TreeMap<>(CanonicalJson.BY_CODE_POINT);
    sorted.putAll(retentions);
    retentions = Collections.unmodifiableSortedMap(sorted);
    holds = List.copyOf(holds);
  }

  /** The same, with other partitions. */
  BufferState withPartitions(List<StoredPartition> others) {
    return new BufferState(ledger, now, others, missing, names, retentions, holds);
  }
}
