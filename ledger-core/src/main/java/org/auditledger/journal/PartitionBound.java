package org.auditledger.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bound of a partition of the buffer, as PostgreSQL prints it to who is in UTC. */
public final class PartitionBound {

  private static final Pattern RANGE = Pattern.compile("FOR VALUES FROM [(](.*)[)] TO [(](.*)[)]");

  private PartitionBound() {}

  /** The bound of a partition between these times. */
  public static String text(Optional<Instant> lower, Optional<Instant> upper) {
    return "FOR VALUES FROM "
        + lower.map(PartitionBound::end).orElse("(MINVALUE)")
        + " TO "
        + upper.map(PartitionBound::end).orElse("(MAXVALUE)");
  }

  /** What a statement says that was found attached. */
  static PartitionRecord record(String name, long position, String bound) {
    Matcher range = RANGE.matcher(bound);
    boolean found = range.matches();
    return new PartitionRecord(
        name,
        position,
        bound,
        found ? time(range.group(1)) : Optional.empty(),
        found ? time(range.group(2)) : Optional.empty(),
        PartitionRecord.Fate.ATTACHED,
        Optional.empty(),
        Optional.empty());
  }

  private static String end(Instant time) {
    String text = JournalTime.text(time);
    String seconds = text.substring(0, text.length() - 1).replace('T', ' ');
    return "('" + seconds.replaceFirst("[.]?0*$", "") + "+00')";
  }

  private static Optional<Instant> time(String printed) {
    if (!printed.startsWith("'") || !printed.endsWith("+00'")) {
      return Optional.empty();
    }
    String text = printed.substring(1, printed.length() - 4).replace(' ', 'T') + "Z";
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
