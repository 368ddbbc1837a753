package org.auditledger.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyFramingTest {

  private static final RowLayout TEXT = new RowLayout(List.of(new Column("t", ColumnType.TEXT)));

  @Test
  void the_header_is_the_documented_one_and_every_other_byte_is_refused() {
    byte[] header = CopyFraming.header();
    assertThat(header)
        .hasSize(19)
        .startsWith("PGCOPY\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .endsWith(0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThatCode(() -> CopyFraming.checkHeader(header, header.length)).doesNotThrowAnyException();
    for (int i = 0; i < header.length; i++) {
      byte[] wrong = header.clone();
      wrong[i] ^= 1;
      assertThatThrownBy(() -> CopyFraming.checkHeader(wrong, wrong.length))
          .isInstanceOf(MalformedRowException.class);
      int cut = i;
      assertThatThrownBy(() -> CopyFraming.checkHeader(header, cut))
          .isInstanceOf(MalformedRowException.class)
          .hasMessageContaining("within its header");
    }
  }

  @Test
  void a_trailer_is_where_a_row_would_have_minus_one_columns() {
    assertThat(CopyFraming.isTrailer(CopyFraming.trailer(), 0, 2)).isTrue();
    assertThat(CopyFraming.isTrailer(CopyFraming.trailer(), 0, 1)).isFalse();
    assertThat(CopyFraming.isTrailer(new byte[] {-1, 0}, 0, 2)).isFalse();
    assertThat(CopyFraming.isTrailer(new byte[] {0, 1, -1, -1}, 2, 4)).isTrue();
    assertThatThrownBy(() -> new RowView(TEXT).moveTo(CopyFraming.trailer(), 0, 2))
        .isInstanceOf(MalformedRowException.class);
  }

  @Test
  void only_a_trailer_and_the_senders_count_end_a_stream() {
    byte[] first = join(CopyFraming.header(), row("a"));
    CopyStream stream = new CopyStream();
    assertThatThrownBy(() -> new CopyStream().end(0)).isInstanceOf(MalformedRowException.class);
    assertThat(stream.accept(first)).isEqualTo(19);
    assertThat(stream.accept(row("b"))).isZero();
    assertThatThrownBy(() -> stream.end(2)).hasMessageContaining("without its trailer");
    assertThat(stream.accept(CopyFraming.trailer())).isEqualTo(-1);
    assertThatThrownBy(() -> stream.end(3)).hasMessageContaining("had 2 rows");
    stream.end(2);
    assertThatThrownBy(() -> stream.accept(row("c"))).hasMessageContaining("after its trailer");

    CopyStream empty = new CopyStream();
    assertThat(empty.accept(join(CopyFraming.header(), CopyFraming.trailer()))).isEqualTo(-1);
    empty.end(0);
    CopyStream apart = new CopyStream();
    assertThat(apart.accept(CopyFraming.header())).isEqualTo(-1);
    assertThat(apart.accept(row("a"))).isZero();
    assertThatThrownBy(() -> apart.accept(join(CopyFraming.trailer(), row("b"))))
        .hasMessageContaining("after its trailer");
    assertThatThrownBy(() -> new CopyStream().accept(row("a")))
        .isInstanceOf(MalformedRowException.class);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void a_batch_takes_what_fits_and_one_row_that_does_not() {
    byte[] small = row("abc");
    byte[] large = row("x".repeat(1000));
    RowBatch batch = new RowBatch(3 * small.length);
    for (int i = 0; i < 3; i++) {
      assertThat(batch.append(small, 0, small.length)).isTrue();
    }
    assertThat(batch.append(small, 0, small.length)).isFalse();
    RowView view = new RowView(TEXT);
    int rows = 0;
    while (batch.next(view)) {
      assertThat(view.text(0)).isEqualTo("abc");
      rows++;
    }
    assertThat(rows).isEqualTo(3);
    batch.rewind();
    assertThat(batch.next(view)).isTrue();

    batch.clear();
    assertThat(batch.next(view)).isFalse();
    assertThat(batch.append(large, 0, large.length)).isTrue();
    assertThat(batch.append(small, 0, small.length)).isFalse();
    assertThat(batch.next(view)).isTrue();
    assertThat(view.length(0)).isEqualTo(1000);
    batch.clear();
    assertThat(batch.buffer()).hasSize(3 * small.length);
  }

  @Test
  void half_a_row_in_a_batch_is_malformed() {
    byte[] row = row("abc");
    RowBatch batch = new RowBatch(100);
    batch.append(row, 0, row.length);
    batch.append(row, 0, row.length - 1);
    RowView view = new RowView(TEXT);
    assertThat(batch.next(view)).isTrue();
    assertThatThrownBy(() -> batch.next(view)).isInstanceOf(MalformedRowException.class);
    assertThatThrownBy(() -> new RowBatch(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] row(String text) {
    RowWriter writer = new RowWriter(TEXT);
    writer.beginRow().text(text);
    return Arrays.copyOf(writer.buffer(), writer.size());
  }
}
