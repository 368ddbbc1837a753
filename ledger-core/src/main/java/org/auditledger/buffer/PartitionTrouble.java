package org.auditledger.buffer;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auditledger.buffer.BufferException.Trouble;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Explanation;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server means when it finds no partition for a row. */
final class PartitionTrouble {

  private static final String CHECK_VIOLATION = "23514";
  private static final String ROUTINE = "ExecFindPartition";
  private static final Pattern ROW = Pattern.compile("line ([0-9]+)");

  /** The session prints times in UTC, and so the day is the partition's. */
  private static final Pattern DAY = Pattern.compile("= \\(([0-9]{4}-[0-9]{2}-[0-9]{2}) ");

  private PartitionTrouble() {}

  /**
   * The same, said of the record that it is about; nothing when it is about something else.
   *
   * @param first the number of the batch's first record
   */
  static Optional<BufferException> of(DatabaseException e, long first) {
    if (!CHECK_VIOLATION.equals(e.sqlState())
        || !(e.getCause() instanceof PSQLException refused)
        || refused.getServerErrorMessage() == null
        || !ROUTINE.equals(refused.getServerErrorMessage().getRoutine())) {
      return Optional.empty();
    }
    ServerErrorMessage message = refused.getServerErrorMessage();
    Matcher row = ROW.matcher(String.valueOf(message.getWhere()));
    long number = row.find() ? first + Long.parseLong(row.group(1)) - 1 : first;
    Matcher day = DAY.matcher(String.valueOf(message.getDetail()));
    return Optional.of(
        new BufferException(
            Trouble.NO_PARTITION,
            number,
            new Explanation(
                "record " + number + " was refused: telemetry_buffer has no partition for it",
                "each day has one that has to be there before; "
                    + String.valueOf(message.getDetail()),
                day.find() ? create(LocalDate.parse(day.group(1))) : "make the partition"),
            e));
  }

  private static String create(LocalDate day) {
    return "make it with: audit-ledger partitions create --for " + day;
  }
}
