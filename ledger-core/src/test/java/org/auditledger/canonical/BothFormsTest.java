package org.auditledger.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.junit.jupiter.api.Test;

/** What the older form takes from the other is what it would have written itself. */
class BothFormsTest {

  private static final int ROWS = 20_000;

  @Test
  void a_form_that_was_copied_is_the_form_that_was_written() {
    RandomValues values = new RandomValues(new Random(20261126));
    LegacyForm legacy = new LegacyForm(RandomValues.LAYOUT);
    RowForm form = RowForm.ofEntries(RandomValues.LAYOUT);
    RowWriter tuple = new RowWriter(RandomValues.LAYOUT);
    RowView row = new RowView(RandomValues.LAYOUT);
    CanonicalBytes whole = new CanonicalBytes();
    CanonicalBytes copied = new CanonicalBytes();
    CanonicalBytes written = new CanonicalBytes();
    int both = 0;
    for (int i = 1; i <= ROWS; i++) {
      tuple.clear();
      values.writeRow(tuple, i);
      row.moveTo(tuple.buffer(), 0, tuple.size());
      whole.clear();
      if (form.write(row, whole) == FormOutcome.WRITTEN) {
        copied.clear();
        written.clear();
        assertThat(legacy.write(row, form, whole, copied)).isEqualTo(legacy.write(row, written));
        assertThat(text(copied)).isEqualTo(text(written));
        both++;
      }
    }
    assertThat(both).isGreaterThan(ROWS / 2);
  }

  @Test
  void one_byte_anywhere_decides_whether_a_text_is_its_own_literal() {
    for (int length = 0; length <= 20; length++) {
      byte[] text =
          "plain text, all ASCII".substring(0, length).getBytes(StandardCharsets.US_ASCII);
      assertThat(JsonString.isPlainAscii(text, 0, length)).isTrue();
      for (int at = 0; at < length; at++) {
        byte before = text[at];
        for (int content = 0; content < 256; content++) {
          text[at] = (byte) content;
          boolean plain = content >= ' ' && content < 0x80 && content != '"' && content != '\\';
          assertThat(JsonString.isPlainAscii(text, 0, length)).isEqualTo(plain);
        }
        text[at] = before;
      }
    }
  }

  private static String text(CanonicalBytes bytes) {
    return new String(bytes.buffer(), 0, bytes.size(), StandardCharsets.UTF_8);
  }
}
