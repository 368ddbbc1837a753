package org.auditledger.chain;

import static org.auditledger.row.ColumnType.CHARACTER;
import static org.auditledger.row.ColumnType.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.entry.Digest;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;

/** Rows of a table that nobody guards: every column may hold anything, null included. */
final class Rows {

  static final RowLayout LAYOUT =
      new RowLayout(
          List.of(
              new Column("sequence_number", ColumnType.BIGINT),
              new Column("previous_hash", ColumnType.CHARACTER),
              new Column("entry_hash", ColumnType.CHARACTER),
              new Column("timestamp", ColumnType.TIMESTAMPTZ)));

  /** The same columns, with hashes in such as have no padding. */
  static final RowLayout TEXTS =
      new RowLayout(
          LAYOUT.columns().stream()
              .map(c -> c.type() == CHARACTER ? new Column(c.name(), TEXT) : c)
              .toList());

  /** One row; {@code computed} is null when its content has no canonical form. */
  record Row(Long sequence, String previous, String stored, Digest computed, Long time) {}

  private Rows() {}

  static Digest hash(long n) {
    return Digest.sha256(Long.toString(n).getBytes(StandardCharsets.US_ASCII));
  }

  /** An untouched chain. */
  static List<Row> intact(int length) {
    List<Row> rows = new ArrayList<>();
    Head head = Head.GENESIS;
    for (int i = 1; i <= length; i++) {
      Digest hash = hash(i);
      rows.add(new Row(head.nextSequence(), head.hash().hex(), hash.hex(), hash, 1000L * i));
      head = head.next(hash);
    }
    return rows;
  }

  static Segment segment(List<Row> rows) {
    return append(new SegmentBuilder(LAYOUT), rows).build();
  }

  static SegmentBuilder append(SegmentBuilder builder, List<Row> rows) {
    return append(builder, LAYOUT, rows);
  }

  static SegmentBuilder append(SegmentBuilder builder, RowLayout layout, List<Row> rows) {
    RowWriter writer = new RowWriter(layout);
    RowView view = new RowView(layout);
    for (Row row : rows) {
      writer.clear();
      writer.beginRow();
      number(writer, row.sequence);
      text(writer, row.previous);
      text(writer, row.stored);
      number(writer, row.time);
      view.moveTo(writer.buffer(), 0, writer.size());
      if (row.computed == null) {
        builder.appendWithoutForm(view);
      } else {
        builder.append(view, row.computed.toBytes());
      }
    }
    return builder;
  }

  private static void number(RowWriter writer, Long value) {
    if (value == null) {
      writer.nullValue();
    } else {
      writer.longValue(value);
    }
  }

  private static void text(RowWriter writer, String value) {
    if (value == null) {
      writer.nullValue();
    } else {
      writer.text(value);
    }
  }
}
