package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.auditledger.canonical.FormOutcome.Reason;
import org.auditledger.canonical.FormOutcome.Unwritable;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.junit.jupiter.api.Test;

class RowFormTest {

  private static final RowLayout LAYOUT =
      new RowLayout(
          List.of(
              new Column("schema_version", ColumnType.TEXT),
              new Column("t", ColumnType.TEXT),
              new Column("n", ColumnType.BIGINT),
              new Column("j", ColumnType.JSONB),
              new Column("c", ColumnType.CHARACTER),
              new Column("a_t", ColumnType.TIMESTAMPTZ),
              new Column("at", ColumnType.TIMESTAMPTZ),
              new Column("é\"", ColumnType.TEXT)));

  private final CanonicalBytes out = new CanonicalBytes();

  @Test
  void members_are_sorted_and_values_are_as_their_types_are() {
    RowView row =
        LegacyFormTest.row(
            LAYOUT, "0.2", "a\"\n ", -5L, "{\"b\": 1, \"aa\": [1.10, {}]}", "c ", 0L, -1L, "e");
    assertThat(written(RowForm.ofEntries(LAYOUT), row))
        .isEqualTo(
            "{\"_form\":\"audit-ledger/row/1\",\"a_t\":\"2000-01-01T00:00:00.000000Z\","
                + "\"at\":\"1999-12-31T23:59:59.999999Z\",\"c\":\"c\",\"j\":{\"b\": 1, \"aa\":"
                + " [1.10, {}]},\"n\":-5,\"t\":\"a\\\"\\n"
                + " \",\"é\\\"\":\"e\"}");
    assertThat(written(RowForm.ofBuffer(LAYOUT), row))
        .startsWith("{\"_form\":\"audit-ledger/buffer/1\",\"a_t\":")
        .contains(",\"n\":-5,\"schema_version\":\"0.2\",\"t\":");
  }

  @Test
  void nulls_are_absent_and_are_not_the_empty_text_nor_a_json_null() {
    Object[] nulls = new Object[LAYOUT.size()];
    RowForm form = RowForm.ofEntries(LAYOUT);
    assertThat(written(form, LegacyFormTest.row(LAYOUT, nulls)))
        .isEqualTo("{\"_form\":\"audit-ledger/row/1\"}");
    RowView row = LegacyFormTest.row(LAYOUT, null, "", null, "null", null, null, null, null);
    assertThat(written(form, row))
        .isEqualTo("{\"_form\":\"audit-ledger/row/1\",\"j\":null,\"t\":\"\"}");
  }

  @Test
  void what_has_no_form_is_an_outcome_and_leaves_no_trace() {
    requireUnwritable(3, "1,\"n\":2", Reason.NOT_JSONB);
    requireUnwritable(3, "", Reason.NOT_JSONB);
    requireUnwritable(3, "{\"a\":1}", Reason.NOT_JSONB);
    requireUnwritable(1, new byte[] {(byte) 0x80}, Reason.NOT_UTF8);
    requireUnwritable(4, new byte[] {(byte) 0xFF, ' '}, Reason.NOT_UTF8);
    requireUnwritable(6, Long.MAX_VALUE, Reason.INFINITE);
    requireUnwritable(5, CanonicalTime.LAST + 1, Reason.OUT_OF_CALENDAR);
  }

  @Test
  void every_reason_says_what_is_wrong() {
    assertThat(Reason.values()).extracting(Reason::meaning).doesNotHaveDuplicates().hasSize(5);
  }

  @Test
  void a_column_that_would_come_before_the_forms_name_has_no_place() {
    for (String name : new String[] {"_form", "Id", "0", "_for"}) {
      RowLayout layout = new RowLayout(List.of(new Column(name, ColumnType.BIGINT)));
      assertThatThrownBy(() -> RowForm.ofEntries(layout))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
  }

  private void requireUnwritable(int column, Object value, Reason reason) {
    Object[] values = new Object[LAYOUT.size()];
    values[column] = value;
    out.clear();
    out.raw("before");
    assertThat(RowForm.ofEntries(LAYOUT).write(LegacyFormTest.row(LAYOUT, values), out))
        .isEqualTo(new Unwritable(LAYOUT.columns().get(column).name(), reason));
    assertThat(out.toBytes()).isEqualTo("before".getBytes(UTF_8));
  }

  private String written(RowForm form, RowView row) {
    out.clear();
    assertThat(form.write(row, out)).isEqualTo(FormOutcome.WRITTEN);
    return new String(out.toBytes(), UTF_8);
  }
}
