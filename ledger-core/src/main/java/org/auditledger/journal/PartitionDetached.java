package org.auditledger.journal;

import java.time.Instant;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.seal.Parsed;

/**
 * What a {@link Kind#PARTITION_DETACHED} statement says: the partition is a table of its own now.
 *
 * @param to the first moment after it
 */
public record PartitionDetached(String partition, Instant from, Instant to) {

  public PartitionDetached {
    if (partition.isEmpty() || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "no partition: \"" + partition + "\" from " + from + " to " + to);
    }
  }

  /** What the body of a statement says was detached. */
  public static Parsed<PartitionDetached> read(Members members) {
    Body.of(Kind.PARTITION_DETACHED, members);
    MembersReader body = new MembersReader(members);
    try {
      return new Parsed.Value<>(
          new PartitionDetached(
              body.text("partition"),
              JournalTime.find(body, "from").orElseThrow(),
              JournalTime.find(body, "to").orElseThrow()));
    } catch (IllegalArgumentException e) {
      return new Parsed.Malformed<>(String.valueOf(e.getMessage()));
    }
  }

  /** The body of the statement. */
  public Members toBody() {
    return new MembersWriter()
        .text("from", JournalTime.text(from))
        .text("partition", partition)
        .text("to", JournalTime.text(to))
        .members();
  }
}
