package org.auditledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.auditledger.chain.Rows.Row;
import org.auditledger.entry.Digest;
import org.auditledger.row.Column;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowLayout;
import org.junit.jupiter.api.Test;

class SegmentTest {

  @Test
  void an_intact_chain_continues_from_its_beginning() {
    Segment segment = fromGenesis(Rows.intact(5));

    assertThat(segment.unbroken()).isTrue();
    assertThat(segment.rows()).isEqualTo(5);
    assertThat(segment.reversals().total()).isZero();
    assertThat(segment.head()).contains(new Head(5, Rows.hash(5)));
  }

  @Test
  void a_chain_that_begins_later_is_whole_in_itself_but_does_not_continue_the_beginning() {
    List<Row> tail = Rows.intact(5).subList(2, 5);

    assertThat(Rows.segment(tail).unbroken()).isTrue();
    assertThat(fromGenesis(tail).breaks().first()).containsExactly(new Break.Gap(3, 1));
    assertThat(Segment.after(new Head(2, Rows.hash(2))).combine(Rows.segment(tail)).unbroken())
        .isTrue();
    assertThat(
            Segment.after(new Head(2, Rows.hash(9))).combine(Rows.segment(tail)).breaks().first())
        .containsExactly(new Break.WrongLink(3, found(2), found(9)));
  }

  @Test
  void a_removed_row_is_one_gap_and_not_also_a_wrong_link() {
    List<Row> rows = Rows.intact(5);
    rows.remove(2);
    assertThat(fromGenesis(rows).breaks().first()).containsExactly(new Break.Gap(4, 3));
  }

  @Test
  void a_row_removed_and_the_rest_numbered_anew_is_a_wrong_link() {
    List<Row> rows = Rows.intact(3);
    rows.remove(1);
    rows.set(1, withSequence(rows.get(1), 2L));
    assertThat(fromGenesis(rows).breaks().first())
        .containsExactly(new Break.WrongLink(2, found(2), found(1)));
  }

  @Test
  void a_repeated_row_and_one_out_of_order_are_named() {
    List<Row> rows = Rows.intact(4);
    rows.add(2, rows.get(1));
    assertThat(fromGenesis(rows).breaks().first()).containsExactly(new Break.Repeated(2));

    List<Row> swapped = Rows.intact(3);
    swapped.add(1, swapped.remove(2));
    assertThat(fromGenesis(swapped).breaks().first())
        .containsExactly(new Break.Gap(3, 2), new Break.OutOfOrder(2, 3));
  }

  @Test
  void changed_content_is_one_wrong_hash() {
    List<Row> rows = Rows.intact(3);
    Row row = rows.get(1);
    rows.set(1, new Row(2L, row.previous(), row.stored(), Rows.hash(77), row.time()));
    assertThat(fromGenesis(rows).breaks().first())
        .containsExactly(new Break.WrongHash(2, found(2), Rows.hash(77)));
  }

  @Test
  void content_and_hash_changed_together_break_the_next_link() {
    List<Row> rows = Rows.intact(3);
    Row row = rows.get(1);
    rows.set(1, new Row(2L, row.previous(), Rows.hash(77).hex(), Rows.hash(77), row.time()));
    assertThat(fromGenesis(rows).breaks().first())
        .containsExactly(new Break.WrongLink(3, found(2), found(77)));
  }

  @Test
  void what_is_no_hash_links_to_nothing_not_even_to_its_equal() {
    String upper = Rows.hash(2).hex().toUpperCase(java.util.Locale.ROOT);
    List<Row> rows = Rows.intact(3);
    rows.set(1, new Row(2L, rows.get(0).stored(), upper, Rows.hash(2), 2000L));
    rows.set(2, new Row(3L, upper, rows.get(2).stored(), Rows.hash(3), 3000L));

    FoundHash shown = new FoundHash.NoHash('"' + upper + '"');
    assertThat(fromGenesis(rows).breaks().first())
        .containsExactly(
            new Break.WrongHash(2, shown, Rows.hash(2)), new Break.WrongLink(3, shown, shown));
    assertThat(Rows.segment(rows.subList(0, 2)).head()).isEmpty();
  }

  @Test
  void nulls_are_found_and_never_thrown() {
    List<Row> rows = Rows.intact(4);
    rows.set(1, new Row(2L, null, null, null, null));
    rows.set(3, withSequence(rows.get(3), null));
    Segment segment = fromGenesis(rows);

    FoundHash nothing = FoundHash.NoHash.NULL;
    assertThat(segment.breaks().first())
        .containsExactly(
            new Break.WrongLink(2, nothing, found(1)),
            new Break.NoCanonicalForm(2),
            new Break.WrongLink(3, found(2), nothing));
    assertThat(segment.unnumbered()).isEqualTo(1);
    assertThat(segment.rows()).isEqualTo(3);
    assertThat(Rows.segment(rows.subList(3, 4)).unbroken()).isFalse();
  }

  @Test
  void time_that_runs_backwards_is_noted_and_breaks_nothing() {
    List<Row> rows = Rows.intact(3);
    Row row = rows.get(1);
    rows.set(1, new Row(2L, row.previous(), row.stored(), row.computed(), 999L));
    Segment segment = fromGenesis(rows);

    assertThat(segment.reversals().first()).containsExactly(new TimeReversal(2, 999, 1000));
    assertThat(segment.unbroken()).isTrue();
  }

  @Test
  void the_largest_number_has_no_successor() {
    Row row = Rows.intact(1).get(0);
    List<Row> rows = List.of(withSequence(row, Long.MAX_VALUE), withSequence(row, Long.MIN_VALUE));
    assertThat(Rows.segment(rows).breaks().first())
        .containsExactly(new Break.OutOfOrder(Long.MIN_VALUE, Long.MAX_VALUE));
    assertThat(Rows.segment(rows).head()).isEmpty();
  }

  @Test
  void all_breaks_are_counted_and_the_first_are_kept() {
    List<Row> rows = new ArrayList<>();
    for (Row row : Rows.intact(Noted.KEPT + 10)) {
      rows.add(new Row(row.sequence(), row.previous(), row.stored(), Digest.ZERO, row.time()));
    }
    Segment once = Rows.segment(rows);
    Segment twice =
        Rows.segment(rows.subList(0, 600)).combine(Rows.segment(rows.subList(600, rows.size())));

    assertThat(once.breaks().total()).isEqualTo(Noted.KEPT + 10);
    assertThat(once.breaks().first()).hasSize(Noted.KEPT);
    assertThat(once.breaks().first().get(Noted.KEPT - 1).sequence()).isEqualTo(Noted.KEPT);
    assertThat(twice).isEqualTo(once);
  }

  @Test
  void hashes_in_text_columns_say_the_same() {
    List<Row> rows = Rows.intact(4);
    rows.set(2, new Row(3L, "x", rows.get(2).stored(), Rows.hash(3), 3000L));
    assertThat(Rows.append(new SegmentBuilder(Rows.TEXTS), Rows.TEXTS, rows).build())
        .isEqualTo(Rows.segment(rows));
    List<Column> columns = new ArrayList<>(Rows.LAYOUT.columns());
    columns.set(2, new Column("entry_hash", ColumnType.BIGINT));
    assertThatThrownBy(() -> new SegmentBuilder(new RowLayout(columns)))
        .hasMessageContaining("entry_hash");
    assertThatThrownBy(() -> new SegmentBuilder(new RowLayout(columns.subList(0, 2))))
        .hasMessageContaining("entry_hash");
  }

  @Test
  void what_was_found_is_shown_and_not_more_of_it_than_people_need() {
    assertThat(found(7)).hasToString(Rows.hash(7).hex());
    assertThat(new FoundHash.NoHash("x".repeat(80))).hasToString("x".repeat(80));
    assertThat(new FoundHash.NoHash("x".repeat(81))).hasToString("x".repeat(80));
  }

  @Test
  void a_cleared_builder_knows_nothing_of_the_rows_before() {
    SegmentBuilder builder = new SegmentBuilder(Rows.LAYOUT);
    Rows.append(builder, List.of(new Row(null, null, null, null, null)));
    Rows.append(builder, List.of(new Row(9L, "x", "y", Digest.ZERO, 5L)));
    Rows.append(builder, List.of(new Row(10L, "x", "y", Digest.ZERO, 4L)));
    builder.clear();
    assertThat(builder.build()).isEqualTo(Segment.EMPTY);
    assertThat(Rows.append(builder, Rows.intact(3)).build())
        .isEqualTo(Rows.segment(Rows.intact(3)));
  }

  @Test
  void a_known_head_stands_before_all_rows_or_nowhere() {
    Segment rows = Rows.segment(Rows.intact(2));
    assertThatThrownBy(() -> rows.combine(Segment.after(Head.GENESIS)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Segment.EMPTY.combine(Segment.after(Head.GENESIS)))
        .isEqualTo(Segment.after(Head.GENESIS));
  }

  @Test
  void a_head_is_refused_when_it_cannot_be_one() {
    assertThatThrownBy(() -> new Head(-1, Rows.hash(1))).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Head(0, Rows.hash(1))).hasMessageContaining("zeros");
    assertThatThrownBy(() -> new Head(Long.MAX_VALUE, Rows.hash(1)).nextSequence())
        .isInstanceOf(ArithmeticException.class);
  }

  private static Segment fromGenesis(List<Row> rows) {
    return Segment.after(Head.GENESIS).combine(Rows.segment(rows));
  }

  private static FoundHash found(long n) {
    return new FoundHash.Hash(Rows.hash(n));
  }

  private static Row withSequence(Row row, Long sequence) {
    return new Row(sequence, row.previous(), row.stored(), row.computed(), row.time());
  }
}
