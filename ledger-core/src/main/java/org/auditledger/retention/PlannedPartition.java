package org.auditledger.retention;

import java.time.Instant;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.journal.JournalTime;

/**
 * A partition that is to be made.
 *
 * @param to the first moment after it
 */
public record PlannedPartition(String name, Instant from, Instant to) {

  Members toJson() {
    return new MembersWriter()
        .text("from", JournalTime.text(from))
        .text("name", name)
        .text("to", JournalTime.text(to))
        .members();
  }
}
