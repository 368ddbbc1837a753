package org.auditledger.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowViewTest {

  private static final RowLayout LAYOUT =
      new RowLayout(
          List.of(
              new Column("n", ColumnType.BIGINT),
              new Column("t", ColumnType.TEXT),
              new Column("c", ColumnType.CHARACTER),
              new Column("j", ColumnType.JSONB),
              new Column("at", ColumnType.TIMESTAMPTZ)));

  private final RowWriter writer = new RowWriter(LAYOUT);
  private final RowView view = new RowView(LAYOUT);

  @Test
  void reads_back_what_was_written_row_after_row() {
    writer.beginRow().longValue(-7).text("é ").text("ab  ").text("{}").longValue(Long.MAX_VALUE);
    writer.beginRow().nullValue().nullValue().nullValue().nullValue().nullValue();

    int next = view.moveTo(writer.buffer(), 0, writer.size());
    assertThat(view.longValue(0)).isEqualTo(-7);
    assertThat(view.text(1)).isEqualTo("é ");
    assertThat(view.text(2)).isEqualTo("ab");
    assertThat(view.length(2)).isEqualTo(4);
    assertThat(view.text(3)).isEqualTo("{}");
    assertThat(view.longValue(4)).isEqualTo(Long.MAX_VALUE);

    assertThat(view.moveTo(writer.buffer(), next, writer.size())).isEqualTo(writer.size());
    for (int i = 0; i < LAYOUT.size(); i++) {
      assertThat(view.isNull(i)).isTrue();
    }
  }

  @Test
  void a_row_cut_anywhere_is_malformed() {
    writer.beginRow().longValue(1).text("text").text("c").text("{}").longValue(2);
    for (int cut = 0; cut < writer.size(); cut++) {
      byte[] bytes = Arrays.copyOf(writer.buffer(), cut);
      assertThatThrownBy(() -> view.moveTo(bytes, 0, bytes.length))
          .as("cut at %d", cut)
          .isInstanceOf(MalformedRowException.class);
    }
  }

  @Test
  void a_value_of_the_wrong_width_is_malformed() {
    RowLayout text = new RowLayout(List.of(new Column("n", ColumnType.TEXT)));
    RowLayout number = new RowLayout(List.of(new Column("n", ColumnType.BIGINT)));
    RowLayout json = new RowLayout(List.of(new Column("n", ColumnType.JSONB)));
    RowWriter short4 = new RowWriter(text);
    short4.beginRow().text("four");
    assertThatThrownBy(() -> new RowView(number).moveTo(short4.buffer(), 0, short4.size()))
        .isInstanceOf(MalformedRowException.class)
        .hasMessageContaining("4 bytes instead of 8");
    assertThatThrownBy(() -> new RowView(json).moveTo(short4.buffer(), 0, short4.size()))
        .isInstanceOf(MalformedRowException.class)
        .hasMessageContaining("no jsonb of version 1");
  }

  @Test
  void the_writer_keeps_to_its_layout() {
    writer.beginRow();
    assertThatThrownBy(() -> writer.text("not a number")).hasMessageContaining("takes no text");
    writer.clear();
    writer.beginRow().longValue(1);
    assertThatThrownBy(writer::beginRow).hasMessageContaining("lacks column 1");
    assertThatThrownBy(
            () -> new RowLayout(List.of(LAYOUT.columns().get(0), LAYOUT.columns().get(0))))
        .hasMessageContaining("two columns named");
  }
}
