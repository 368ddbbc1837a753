package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auditledger.entry.Digest;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowView;
import org.auditledger.testing.LegacyVectors;
import org.junit.jupiter.api.Test;

/** A row form can be taken apart, and only one that is a row form. */
class RowFormTextTest {

  private static final String HEAD = "{\"_form\":\"audit-ledger/row/1\"";

  @Test
  void every_entry_of_the_ancestor_is_read_back_from_its_row_form_and_comes_to_its_hash() {
    for (LegacyVectors.Table table : LegacyVectors.ledgers()) {
      RowForm form = RowForm.ofEntries(table.layout());
      int sequence = table.layout().require("sequence_number", ColumnType.BIGINT);
      for (RowView row : table.rows()) {
        CanonicalBytes bytes = new CanonicalBytes();
        assertThat(form.write(row, bytes)).isEqualTo(FormOutcome.WRITTEN);
        RowFormText text = RowFormText.read(bytes.toBytes()).orElseThrow();
        assertThat(text.integer("sequence_number")).hasValue(row.longValue(sequence));
        assertThat(text.entryHash().map(Digest::hex)).isEqualTo(text.text("entry_hash"));
        assertThat(text.columns()).doesNotContain("_form", "schema_version").isSorted();
      }
    }
  }

  @Test
  void members_are_texts_integers_or_json() {
    RowFormText text =
        read(HEAD + ",\"a\":\"x\\n\\u0001\\\"\",\"b\":-7,\"c\":{\"k\": [1.5, \"}\"]},\"d\":\"\"}");
    assertThat(text.columns()).containsExactly("a", "b", "c", "d");
    assertThat(text.text("a")).contains("x\n\u0001\"");
    assertThat(text.integer("a")).isEmpty();
    assertThat(text.integer("b")).hasValue(-7);
    assertThat(text.text("b")).isEmpty();
    assertThat(text.shown("c")).contains("{\"k\": [1.5, \"}\"]}");
    assertThat(text.integer("c")).isEmpty();
    assertThat(text.text("d")).contains("");
    assertThat(text.shown("e")).isEmpty();
    assertThat(text.entryHash()).isEmpty();
    assertThat(read(HEAD + "}").columns()).isEmpty();
  }

  @Test
  void whatever_else_is_no_row_form() {
    for (String form :
        List.of(
            "",
            "{}",
            HEAD,
            HEAD + ",",
            HEAD + ",}",
            HEAD + "}}",
            HEAD + "} ",
            HEAD + ",\"a\"}",
            HEAD + ",\"a\":}",
            HEAD + ",\"a\":1",
            HEAD + ",\"a\":1,}",
            HEAD + ", \"a\":1}",
            HEAD + ",\"a\": 1}",
            HEAD + ",a:1}",
            HEAD + ",1:1}",
            HEAD + ",\"a\":1,\"a\":1}",
            HEAD + ",\"b\":1,\"a\":1}",
            HEAD + ",\"_fork\":1,\"_form\":\"x\"}",
            HEAD + ",\"A\":1}",
            HEAD + ",\"a\":01}",
            HEAD + ",\"a\":\"x}",
            HEAD + ",\"a\":\"x\\\"}",
            HEAD + ",\"a\":\"\\/\"}",
            HEAD + ",\"a\":{\"k\":1}}",
            HEAD + ",\"a\":[1,2]}",
            HEAD + ",\"a\":{}",
            HEAD.replace("row", "buffer") + ",\"a\":1}",
            " " + HEAD + "}")) {
      assertThat(RowFormText.read(form.getBytes(UTF_8))).as(form).isEmpty();
    }
    byte[] notUtf8 = (HEAD + ",\"a\":\"x\"}").getBytes(UTF_8);
    notUtf8[notUtf8.length - 3] = (byte) 0xff;
    assertThat(RowFormText.read(notUtf8)).isEmpty();
  }

  @Test
  void without_a_column_that_every_entry_has_there_is_no_hash_of_it() {
    RowFormText entry = entry();
    for (String column : LegacyForm.COLUMNS) {
      RowFormText without = read(formOf(entry, column, ""));
      assertThat(without.entryHash().isPresent())
          .as("without " + column)
          .isEqualTo(LegacyForm.mayBeNull(column));
      String other = column.equals("sequence_number") ? "\"1\"" : "1";
      assertThat(read(formOf(entry, column, other)).entryHash()).as("another " + column).isEmpty();
    }
    assertThat(List.of("verdict", "telemetry_id", "timestamp", "previous_hash"))
        .noneMatch(LegacyForm::mayBeNull);
    assertThat(List.of("rule_id", "reasoning", "track")).allMatch(LegacyForm::mayBeNull);
    assertThat(LegacyForm.mayBeNull("no such column")).isFalse();
  }

  /** One that has all columns of the legacy form. */
  private static RowFormText entry() {
    LegacyVectors.Table table = LegacyVectors.ledgers().get(0);
    RowForm form = RowForm.ofEntries(table.layout());
    return table.rows().stream()
        .map(
            row -> {
              CanonicalBytes bytes = new CanonicalBytes();
              assertThat(form.write(row, bytes)).isEqualTo(FormOutcome.WRITTEN);
              return RowFormText.read(bytes.toBytes()).orElseThrow();
            })
        .filter(text -> text.columns().containsAll(LegacyForm.COLUMNS))
        .findFirst()
        .orElseThrow();
  }

  /** The same form with something else in one column, or without that column. */
  private static String formOf(RowFormText entry, String column, String other) {
    StringBuilder form = new StringBuilder(HEAD);
    for (String name : entry.columns()) {
      String quoted =
          entry
              .text(name)
              .map(text -> new String(new CanonicalBytes().string(text).toBytes(), UTF_8))
              .orElseGet(() -> entry.shown(name).orElseThrow());
      String value = name.equals(column) ? other : quoted;
      form.append(value.isEmpty() ? "" : ",\"" + name + "\":" + value);
    }
    return form.append('}').toString();
  }

  private static RowFormText read(String form) {
    return RowFormText.read(form.getBytes(UTF_8)).orElseThrow();
  }
}
