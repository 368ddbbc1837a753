package org.auditledger.retention;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.JournalTime;
import org.auditledger.journal.PartitionDrop;

/**
 * A partition that may go.
 *
 * @param to the first moment after it
 * @param state how far it is gone already, by an earlier run
 * @param rows how many records it holds
 * @param bytes what it takes of the disk
 * @param tenants whose records it holds, in byte order
 * @param policy why it may go; that of the earlier run, where there was one
 * @param holdsChecked how many holds are in force, none of which covers it
 * @param begun what an earlier run has said of it, and has not come to the end of
 */
public record PlannedDrop(
    String name,
    Instant from,
    Instant to,
    PartitionState state,
    long rows,
    long bytes,
    List<String> tenants,
    DropPolicy policy,
    long holdsChecked,
    Optional<PartitionDrop> begun) {

  public PlannedDrop {
    tenants = List.copyOf(tenants);
  }

  /** What of it a plan's hash covers: not its size on the disk, which changes by itself. */
  Members toJson() {
    return new MembersWriter()
        .count("days", policy.days())
        .text("decided_by", policy.decidedBy())
        .number("floor_days", policy.floorDays())
        .text("from", JournalTime.text(from))
        .number("grace_seconds", policy.graceSeconds())
        .count("holds_checked", holdsChecked)
        .text("name", name)
        .count("rows", rows)
        .text("state", state.name().toLowerCase(Locale.ROOT))
        .texts("tenants", tenants)
        .text("to", JournalTime.text(to))
        .members();
  }
}
