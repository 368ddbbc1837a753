package org.auditledger.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.auditledger.entry.Digest;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.junit.jupiter.api.Test;

/** Two rows have the same bytes only if they are the same row. */
class InjectivityTest {

  private static final RowLayout LAYOUT =
      new RowLayout(
          List.of(
              new Column("a", ColumnType.TEXT),
              new Column("b", ColumnType.TEXT),
              new Column("c", ColumnType.CHARACTER),
              new Column("j", ColumnType.JSONB),
              new Column("k", ColumnType.JSONB),
              new Column("n", ColumnType.BIGINT),
              new Column("t", ColumnType.TIMESTAMPTZ)));

  /** What somebody would write who wants one column to end and another to begin. */
  private static final List<String> HOSTILE =
      List.of(
          "",
          "null",
          "\"",
          "\\",
          "\\\"",
          "\\u0000",
          "\u0000",
          "\n",
          "\\n",
          "n",
          "x",
          "x ",
          " x",
          "x\",\"b\":\"y",
          "x\\\",\\\"b\\\":\\\"y",
          "\",\"b\":null,\"c\":\"",
          "}",
          "{}",
          "1",
          "é",
          "e\u0301",
          "\u007F",
          "\u2028",
          "\\u2028",
          "2000-01-01T00:00:00.000000Z",
          "\"x\"",
          "[]");

  private static final List<String> JSON =
      List.of(
          "null",
          "0",
          "0.0",
          "1",
          "1.0",
          "\"\"",
          "\"null\"",
          "\"x\"",
          "{}",
          "[]",
          "[{}]",
          "true",
          "{\"k\": 1}",
          "\"\\\"\"",
          "\"\\\\\"",
          "\"\\n\"",
          "\"\\\\n\"",
          "1,\"k\":2",
          "1,\"k\":{}",
          "{},\"k\":1",
          " 1",
          "1 ",
          "[1,2]",
          "[1, 2]",
          "-0",
          "01",
          "1e0",
          "\"x\",\"k\":\"y\"",
          "",
          "{\"a\": 1, \"a\": 1}",
          "{\"b\": 1, \"a\": 1}",
          "{\"a\": 1, \"b\": 1}",
          "\"\\/\"",
          "\"/\"");

  private final CanonicalBytes out = new CanonicalBytes();
  private final RowForm form = RowForm.ofEntries(LAYOUT);

  @Test
  void all_pairs_of_hostile_values_of_two_columns_differ() {
    Map<Digest, List<Object>> seen = new HashMap<>();
    List<Object> texts = withNull(HOSTILE);
    List<Object> jsons = withNull(JSON);
    for (Object first : texts) {
      for (Object second : texts) {
        requireNew(seen, Arrays.asList(first, second, null, null, null, null, null));
      }
    }
    for (Object first : jsons) {
      for (Object second : jsons) {
        if (first != null || second != null) {
          requireNew(seen, Arrays.asList(null, null, null, first, second, null, null));
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(1000);
  }

  @Property
  void a_row_and_its_neighbours_have_equal_bytes_only_if_they_are_equal(
      @ForAll("rows") List<Optional<Object>> row,
      @ForAll("rows") List<Optional<Object>> others,
      @ForAll @IntRange(min = 0, max = 6) int one,
      @ForAll @IntRange(min = 0, max = 6) int two) {
    List<Optional<Object>> neighbour = new ArrayList<>(row);
    neighbour.set(one, others.get(one));
    neighbour.set(two, others.get(two));
    Digest first = digest(unwrap(row));
    Digest second = digest(unwrap(neighbour));
    if (first != null && second != null) {
      assertThat(first.equals(second)).isEqualTo(content(row).equals(content(neighbour)));
    }
  }

  @Property
  void a_row_has_one_form_whatever_was_written_before(
      @ForAll("rows") List<Optional<Object>> row, @ForAll("rows") List<Optional<Object>> before) {
    Digest expected = digest(unwrap(row));
    digest(unwrap(before));
    assertThat(digest(unwrap(row))).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Optional<Object>>> rows() {
    Arbitrary<Object> text =
        Arbitraries.oneOf(
                Arbitraries.of(HOSTILE),
                Arbitraries.strings().withChars("\"\\,:u0n\u0000\n x").ofMaxLength(3))
            .asGeneric();
    Arbitrary<Object> json = Arbitraries.of(JSON).asGeneric();
    Arbitrary<Object> number =
        Arbitraries.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1_000_000L).asGeneric();
    List<Arbitrary<Optional<Object>>> columns = new ArrayList<>();
    for (Column column : LAYOUT.columns()) {
      Arbitrary<Object> value =
          switch (column.type()) {
            case TEXT, CHARACTER -> text;
            case JSONB -> json;
            case BIGINT, TIMESTAMPTZ -> number;
          };
      columns.add(value.injectNull(0.6).map(Optional::ofNullable));
    }
    return Combinators.combine(columns).as(values -> values);
  }

  private void requireNew(Map<Digest, List<Object>> seen, List<Object> row) {
    Digest digest = digest(row);
    if (digest != null) {
      assertThat(seen.put(digest, row)).as("%s", row).isNull();
    }
  }

  /** The digest of the row's form, or null when it has none. */
  private Digest digest(List<Object> row) {
    out.clear();
    FormOutcome outcome = form.write(LegacyFormTest.row(LAYOUT, row.toArray()), out);
    return outcome.equals(FormOutcome.WRITTEN) ? out.digest() : null;
  }

  private static List<Object> withNull(List<String> values) {
    List<Object> all = new ArrayList<>(values);
    all.add(null);
    return all;
  }

  private static List<Object> unwrap(List<Optional<Object>> row) {
    List<Object> values = new ArrayList<>();
    row.forEach(value -> values.add(value.orElse(null)));
    return values;
  }

  /** The row without what is not content: a character column's padding. */
  private static List<Object> content(List<Optional<Object>> row) {
    List<Object> content = unwrap(row);
    Object text = content.get(2);
    content.set(2, text == null ? null : text.toString().replaceAll(" +$", ""));
    return content;
  }
}
