package org.auditledger.canonical;

import java.nio.charset.StandardCharsets;
import org.auditledger.canonical.FormOutcome.Reason;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.jspecify.annotations.Nullable;

/** One member of a form: the column that its value is in, and the bytes that come before it. */
final class Member {

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final String columnName;
  private final int column;
  private final ColumnType type;
  private final byte[] lead;

  /**
   * @param opening what comes before the key: the object's start, or the comma after another member
   */
  Member(RowLayout layout, int column, String opening, String key) {
    this.columnName = layout.columns().get(column).name();
    this.column = column;
    this.type = layout.columns().get(column).type();
    this.lead = new CanonicalBytes().raw(opening).string(key).raw(':').toBytes();
  }

  boolean isNull(RowView row) {
    return row.isNull(column);
  }

  /** The outcome for the row when this member's value has no form. */
  FormOutcome unwritable(Reason reason) {
    return new FormOutcome.Unwritable(columnName, reason);
  }

  /** A view of other columns would be read as if it were of these: the caller mixed up two rows. */
  static void requireSame(RowLayout layout, RowView row) {
    if (!row.layout().equals(layout)) {
      throw new IllegalArgumentException(
          "this form is of rows of " + layout + ", not " + row.layout());
    }
  }

  void writeNull(CanonicalBytes out) {
    out.raw(lead).raw(NULL);
  }

  /** Writes the member with the value that another form of the same row has. */
  void writeAs(RowForm form, byte[] written, CanonicalBytes out) {
    int start = form.start(column);
    out.raw(lead).raw(written, start, form.end(column) - start);
  }

  int column() {
    return column;
  }

  /** How many bytes come before the value. */
  int leadLength() {
    return lead.length;
  }

  /** Whether both forms write the value alike. */
  boolean isAlikeInBothForms() {
    return type != ColumnType.TIMESTAMPTZ;
  }

  /** Writes the member of a row in which it is not null, or says why that cannot be. */
  @Nullable Reason write(RowView row, CanonicalBytes out, JsonbText jsonb, boolean legacyTime) {
    out.raw(lead);
    return switch (type) {
      case BIGINT -> {
        out.integer(row.longValue(column));
        yield null;
      }
      case TEXT, CHARACTER -> writeText(row, out);
      case TIMESTAMPTZ -> writeTime(row.longValue(column), out, legacyTime);
      case JSONB -> writeJson(row, out, jsonb);
    };
  }

  private @Nullable Reason writeText(RowView row, CanonicalBytes out) {
    int start = row.start(column);
    int length = row.contentLength(column);
    if (JsonString.isPlainAscii(row.buffer(), start, start + length)) {
      out.plainString(row.buffer(), start, length);
      return null;
    }
    if (!Utf8.isValid(row.buffer(), start, length)) {
      return Reason.NOT_UTF8;
    }
    out.string(row.buffer(), start, length);
    return null;
  }

  private @Nullable Reason writeJson(RowView row, CanonicalBytes out, JsonbText jsonb) {
    // The first byte is the version of the wire format, and not content.
    int start = row.start(column) + 1;
    int length = row.length(column) - 1;
    if (!jsonb.isWhole(row.buffer(), start, length)) {
      return Reason.NOT_JSONB;
    }
    out.raw(row.buffer(), start, length);
    return null;
  }

  private static @Nullable Reason writeTime(long micros, CanonicalBytes out, boolean legacy) {
    if (!CanonicalTime.hasForm(micros)) {
      return CanonicalTime.isInfinite(micros) ? Reason.INFINITE : Reason.OUT_OF_CALENDAR;
    }
    out.raw('"');
    if (legacy) {
      CanonicalTime.writeLegacy(micros, out);
    } else {
      CanonicalTime.write(micros, out);
    }
    out.raw('"');
    return null;
  }
}
