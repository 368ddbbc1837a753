package org.auditledger.retention;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.PartitionContents;

/**
 * What a partition was found to hold when it was read whole.
 *
 * @param tenants those of its records
 * @param held of the holds that were asked about, those of whose tenant and subject there are
 *     records, and those of everybody; whether their time is that of the partition was not asked
 */
record PartitionRecords(
    PartitionContents contents, SortedSet<String> tenants, List<HoldPlaced> held) {

  PartitionRecords {
    tenants = Collections.unmodifiableSortedSet(new TreeSet<>(tenants));
    held = List.copyOf(held);
  }
}
