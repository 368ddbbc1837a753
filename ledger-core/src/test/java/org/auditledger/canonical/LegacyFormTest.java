package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.auditledger.canonical.FormOutcome.Reason;
import org.auditledger.canonical.FormOutcome.Unwritable;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.junit.jupiter.api.Test;

class LegacyFormTest {

  private static final RowLayout LAYOUT =
      new RowLayout(
          List.of(
              new Column("sequence_number", ColumnType.BIGINT),
              new Column("previous_hash", ColumnType.CHARACTER),
              new Column("timestamp", ColumnType.TIMESTAMPTZ),
              new Column("verdict", ColumnType.TEXT),
              new Column("telemetry_id", ColumnType.TEXT),
              new Column("telemetry_hash", ColumnType.CHARACTER),
              new Column("rule_id", ColumnType.TEXT),
              new Column("knowledge_graph_version", ColumnType.TEXT),
              new Column("ski_model_version", ColumnType.TEXT),
              new Column("reasoning", ColumnType.TEXT),
              new Column("track", ColumnType.TEXT)));

  private final Object[] values = {7L, "p ", 250_000L, "v", "t", "h  ", "r", "k", "s", "why ", "x"};
  private final CanonicalBytes out = new CanonicalBytes();
  private final LegacyForm form = new LegacyForm(LAYOUT);

  @Test
  void members_are_in_their_order_and_padding_is_not_content() {
    assertThat(written())
        .isEqualTo(
            "{\"kg_version\":\"k\",\"previous_hash\":\"p\",\"reasoning\":\"why"
                + " \",\"rule_id\":\"r\","
                + "\"sequence_number\":7,\"ski_model_version\":\"s\",\"telemetry_hash\":\"h\","
                + "\"telemetry_id\":\"t\",\"timestamp\":\"2000-01-01T00:00:00.250000+00:00\","
                + "\"track\":\"x\",\"verdict\":\"v\"}");
  }

  @Test
  void four_columns_may_be_null_and_no_other() {
    List<String> nullable = List.of("knowledge_graph_version", "reasoning", "rule_id", "track");
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      values[i] = null;
      out.clear();
      out.raw("before");
      String column = LAYOUT.columns().get(i).name();
      if (form.write(row(), out) instanceof Unwritable unwritable) {
        assertThat(unwritable).isEqualTo(new Unwritable(column, Reason.NULL));
        assertThat(out.toBytes()).isEqualTo("before".getBytes(UTF_8));
        refused.add(column);
      } else {
        String key = column.equals("knowledge_graph_version") ? "kg_version" : column;
        assertThat(new String(out.toBytes(), UTF_8)).contains("\"" + key + "\":null");
      }
      values[i] = value;
    }
    assertThat(refused).doesNotContainAnyElementsOf(nullable).hasSize(7);
  }

  @Test
  void a_time_without_a_form_is_an_outcome() {
    requireUnwritable(2, Long.MAX_VALUE, Reason.INFINITE);
    requireUnwritable(2, Long.MIN_VALUE, Reason.INFINITE);
    requireUnwritable(2, CanonicalTime.LAST + 1, Reason.OUT_OF_CALENDAR);
    requireUnwritable(2, CanonicalTime.FIRST - 1, Reason.OUT_OF_CALENDAR);
    values[2] = CanonicalTime.FIRST;
    assertThat(written()).contains("\"0001-01-01T00:00:00+00:00\"");
  }

  @Test
  void text_that_is_not_utf8_is_an_outcome() {
    requireUnwritable(9, new byte[] {'a', (byte) 0xC3}, Reason.NOT_UTF8);
    requireUnwritable(1, new byte[] {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80}, Reason.NOT_UTF8);
  }

  @Test
  void a_layout_must_have_the_columns_with_their_types() {
    for (int i = 0; i < LAYOUT.size(); i++) {
      List<Column> fewer = new ArrayList<>(LAYOUT.columns());
      Column column = fewer.remove(i);
      assertThatThrownBy(() -> new LegacyForm(new RowLayout(fewer)))
          .hasMessageContaining(column.name());
      fewer.add(new Column(column.name(), ColumnType.JSONB));
      assertThatThrownBy(() -> new LegacyForm(new RowLayout(fewer)))
          .hasMessageContaining(column.name());
    }
    RowLayout other = new RowLayout(List.of());
    assertThatThrownBy(() -> form.write(new RowView(other), out))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void requireUnwritable(int column, Object value, Reason reason) {
    Object before = values[column];
    values[column] = value;
    out.clear();
    assertThat(form.write(row(), out))
        .isEqualTo(new Unwritable(LAYOUT.columns().get(column).name(), reason));
    assertThat(out.size()).isZero();
    values[column] = before;
  }

  private String written() {
    out.clear();
    assertThat(form.write(row(), out)).isEqualTo(FormOutcome.WRITTEN);
    return new String(out.toBytes(), UTF_8);
  }

  private RowView row() {
    return row(LAYOUT, values);
  }

  /** A row of these longs, strings, UTF-8 bytes and nulls. */
  static RowView row(RowLayout layout, Object... values) {
    RowWriter writer = new RowWriter(layout).beginRow();
    for (Object value : values) {
      if (value == null) {
        writer.nullValue();
      } else if (value instanceof Long number) {
        writer.longValue(number);
      } else {
        byte[] bytes =
            value instanceof byte[] given ? given : Objects.toString(value).getBytes(UTF_8);
        writer.text(bytes, 0, bytes.length);
      }
    }
    RowView view = new RowView(layout);
    view.moveTo(writer.buffer(), 0, writer.size());
    return view;
  }
}
