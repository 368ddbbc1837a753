package org.auditledger.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.journal.JournalTime;
import org.auditledger.retention.Premake.Period;

/**
 * A partition that is to be made.
 *
 * @param to the first moment after it
 */
public record PlannedPartition(String name, Instant from, Instant to) {

  /** The one of the calendar, in UTC, that takes the records of this time. */
  public static PlannedPartition at(Period period, Instant time) {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    LocalDate first = period == Period.DAILY ? day : day.withDayOfMonth(1);
    LocalDate next = period == Period.DAILY ? first.plusDays(1) : first.plusMonths(1);
    return new PlannedPartition(
        Premaking.name(period, first), Premaking.start(first), Premaking.start(next));
  }

  Members toJson() {
    return new MembersWriter()
        .text("from", JournalTime.text(from))
        .text("name", name)
        .text("to", JournalTime.text(to))
        .members();
  }
}
