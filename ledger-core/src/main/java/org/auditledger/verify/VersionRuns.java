package org.auditledger.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.auditledger.chain.Noted;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/**
 * Follows the values of {@code schema_version}, without an object for an entry that has the value
 * of the one before it.
 */
final class VersionRuns {

  private static final int NULL = -1;
  private static final int NO_RUN = -2;

  private final int sequenceColumn;
  private final int column;
  private final Noted.Builder<VersionRun> ended = new Noted.Builder<>();
  private byte[] value = new byte[16];
  private int length = NO_RUN;
  private long first;
  private long last;

  VersionRuns(RowLayout layout) {
    sequenceColumn = layout.require("sequence_number", ColumnType.BIGINT);
    int found = layout.find("schema_version");
    column = found < 0 ? found : layout.require("schema_version", ColumnType.TEXT);
  }

  void accept(RowView row) {
    if (column < 0 || row.isNull(sequenceColumn)) {
      return;
    }
    long sequence = row.longValue(sequenceColumn);
    if (!continues(row)) {
      end();
      begin(row, sequence);
    }
    last = sequence;
  }

  /** All runs, the one that is not over included; to be asked once. */
  Noted<VersionRun> build() {
    end();
    return ended.build();
  }

  private boolean continues(RowView row) {
    int start = row.start(column);
    return row.length(column) == length
        && (length == NULL || Arrays.equals(row.buffer(), start, start + length, value, 0, length));
  }

  private void begin(RowView row, long sequence) {
    first = sequence;
    length = row.length(column);
    if (length > value.length) {
      value = new byte[length];
    }
    if (length > 0) {
      System.arraycopy(row.buffer(), row.start(column), value, 0, length);
    }
  }

  private void end() {
    if (length != NO_RUN) {
      // A value may be a gigabyte, of which only the beginning is shown; a character has 4 bytes.
      int shown = Math.min(length, 4 * VersionRun.MAX_SHOWN);
      String text = length == NULL ? null : new String(value, 0, shown, StandardCharsets.UTF_8);
      ended.add(new VersionRun(first, last, text));
      length = NO_RUN;
    }
  }
}
