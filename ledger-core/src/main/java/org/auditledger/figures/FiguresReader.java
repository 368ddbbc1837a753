package org.auditledger.figures;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.auditledger.entry.Verdict;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;

/** Counts rows of one layout. */
final class FiguresReader implements Consumer<RowView> {

  private static final byte[][] VERDICTS =
      Arrays.stream(Verdict.values())
          .map(verdict -> verdict.name().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  private static final int FLAG = List.of(Verdict.values()).indexOf(Verdict.FLAG);

  private final Sums sums;
  private final int time;
  private final int verdict;
  private final int rule;
  private final int era;
  private final int signature;

  FiguresReader(Sums sums, RowLayout layout) {
    this.sums = sums;
    this.time = layout.require("timestamp", ColumnType.TIMESTAMPTZ);
    this.verdict = layout.require("verdict", ColumnType.TEXT);
    this.rule = layout.find("rule_id");
    this.era = layout.find("schema_version");
    this.signature = layout.find("transcript_signature");
  }

  @Override
  public void accept(RowView row) {
    int kind = kind(row);
    if (!sums.take(row.isNull(time) ? Sums.NO_TIME : row.longValue(time), kind)) {
      return;
    }
    if (kind == FLAG) {
      count(sums.flags, row, rule);
    }
    count(sums.eras, row, era);
    if (has(row, signature)) {
      sums.signed++;
    }
  }

  /** Compared as bytes: of most rows nothing is made but numbers. */
  private int kind(RowView row) {
    if (row.isNull(verdict)) {
      return VERDICTS.length;
    }
    int start = row.start(verdict);
    int end = start + row.contentLength(verdict);
    for (int kind = 0; kind < VERDICTS.length; kind++) {
      if (Arrays.equals(row.buffer(), start, end, VERDICTS[kind], 0, VERDICTS[kind].length)) {
        return kind;
      }
    }
    return VERDICTS.length;
  }

  private static void count(Labelled counts, RowView row, int column) {
    if (has(row, column)) {
      counts.add(Label.of(row, column), 1);
    } else {
      counts.addUnlabelled(1);
    }
  }

  private static boolean has(RowView row, int column) {
    return column >= 0 && !row.isNull(column);
  }
}
