package org.auditledger.export;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.auditledger.row.RowView;

/** What is in a field, as text. */
final class FieldText {

  /** PostgreSQL counts microseconds from 2000-01-01. */
  private static final long EPOCH_SECOND = 946_684_800;

  private static final long MICROS = 1_000_000;

  /** Always six digits, so that texts sort as times do; a sign before years beyond four digits. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private FieldText() {}

  /** The value that the column has, which is not null. */
  static String of(RowView row, int column) {
    return switch (row.layout().columns().get(column).type()) {
      case BIGINT -> Long.toString(row.longValue(column));
      case TIMESTAMPTZ -> time(row.longValue(column));
      case TEXT, CHARACTER, JSONB -> row.text(column);
    };
  }

  /** ISO 8601 in UTC, to the microsecond. What is no time there is written as PostgreSQL does. */
  static String time(long micros) {
    if (micros == Long.MAX_VALUE) {
      return "infinity";
    }
    if (micros == Long.MIN_VALUE) {
      return "-infinity";
    }
    return ISO.format(
        Instant.ofEpochSecond(
            EPOCH_SECOND + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000));
  }
}
