package org.auditledger.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Flag;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.seal.Parsed;

/**
 * What a {@link Kind#PARTITION_CREATED} statement says.
 *
 * @param from the first moment of the partition
 * @param to the first moment after it
 * @param observed whether it was found, made by somebody else, and not made here
 */
public record PartitionCreated(String partition, Instant from, Instant to, boolean observed) {

  public PartitionCreated {
    if (partition.isEmpty() || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "no partition: \"" + partition + "\" from " + from + " to " + to);
    }
  }

  /** What the body of a statement says was created. */
  public static Parsed<PartitionCreated> read(Members members) {
    Body body = Body.of(Kind.PARTITION_CREATED, members);
    Optional<Instant> from = JournalTime.read(body.text("from"));
    Optional<Instant> to = JournalTime.read(body.text("to"));
    if (from.isEmpty() || to.isEmpty() || !from.get().isBefore(to.get())) {
      return new Parsed.Malformed<>("the partition's bounds are no stretch of time");
    }
    return new Parsed.Value<>(
        new PartitionCreated(body.text("partition"), from.get(), to.get(), body.flag("observed")));
  }

  /** The body of the statement. */
  public Members toBody() {
    return CanonicalJson.members(
        Map.of(
            "from", new Text(JournalTime.text(from)),
            "observed", new Flag(observed),
            "partition", new Text(partition),
            "to", new Text(JournalTime.text(to))));
  }
}
