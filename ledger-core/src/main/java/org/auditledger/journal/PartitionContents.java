package org.auditledger.journal;

import java.time.Instant;
import java.util.Optional;
import org.auditledger.entry.Digest;

/**
 * What a partition holds.
 *
 * @param first the time of its first record, if there is one
 * @param last that of its last
 * @param digest the RFC 6962 root over its records in row form, by tenant, time and id
 */
public record PartitionContents(
    long rows, Optional<Instant> first, Optional<Instant> last, Digest digest) {

  public PartitionContents {
    boolean none = rows == 0;
    if (rows < 0 || first.isEmpty() != none || last.isEmpty() != none) {
      throw new IllegalArgumentException(rows + " records, from " + first + " to " + last);
    }
    if (!none && first.get().isAfter(last.get())) {
      throw new IllegalArgumentException("records from " + first.get() + " to " + last.get());
    }
  }
}
