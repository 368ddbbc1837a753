package org.auditledger.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** Counts entries by their verdict, without an object for an entry. */
final class VerdictCounts {

  /** Genuine ones are five; in a ledger where every row has another one, the rest is one number. */
  private static final int MAX = 32;

  private static final int MAX_SHOWN = 40;
  private static final String OTHERS = "others";

  /** A value and how often it was there. */
  private static final class Count {
    private final byte[] value;
    private long rows;

    Count(byte[] value) {
      this.value = value;
    }
  }

  private final int column;
  private final List<Count> counts = new ArrayList<>();
  private long others;

  VerdictCounts(RowLayout layout) {
    column = layout.require("verdict", ColumnType.TEXT);
  }

  void accept(RowView row) {
    if (row.isNull(column)) {
      others++;
      return;
    }
    int start = row.start(column);
    int end = start + row.contentLength(column);
    for (Count count : counts) {
      if (Arrays.equals(row.buffer(), start, end, count.value, 0, count.value.length)) {
        count.rows++;
        return;
      }
    }
    if (counts.size() == MAX || end - start > MAX_SHOWN) {
      others++;
      return;
    }
    Count found = new Count(Arrays.copyOfRange(row.buffer(), start, end));
    found.rows = 1;
    counts.add(found);
  }

  Map<String, Long> build() {
    Map<String, Long> built = new TreeMap<>();
    counts.forEach(
        count ->
            built.merge(new String(count.value, StandardCharsets.UTF_8), count.rows, Long::sum));
    if (others > 0) {
      built.merge(OTHERS, others, Long::sum);
    }
    return built;
  }
}
