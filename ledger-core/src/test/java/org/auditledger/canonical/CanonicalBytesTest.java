package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.auditledger.entry.Digest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class CanonicalBytesTest {

  private final CanonicalBytes out = new CanonicalBytes();

  @Test
  void only_quotes_backslashes_and_control_characters_are_escaped() {
    String[] controls = {
      "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007",
      "\\b", "\\t", "\\n", "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f",
      "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017",
      "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f"
    };
    for (int c = 0; c <= 0x10FFFF; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String content = Character.toString(c);
      String expected = c < 0x20 ? controls[c] : c == '"' ? "\\\"" : c == '\\' ? "\\\\" : content;
      // The position decides whether eight bytes are looked at together.
      String inside = "1234567" + content + "12345678" + content;
      String literal = "\"1234567" + expected + "12345678" + expected + '"';
      if (!written(inside).equals(literal)) {
        assertThat(written(inside)).as("U+%04X", c).isEqualTo(literal);
      }
    }
  }

  @Test
  void a_string_and_its_bytes_are_written_alike() {
    byte[] bytes = "..é\"\u2028\uD83D\uDE00\\..".getBytes(UTF_8);
    out.clear();
    out.string(bytes, 2, bytes.length - 4);
    assertThat(new String(out.toBytes(), UTF_8)).isEqualTo(written("é\"\u2028\uD83D\uDE00\\"));
  }

  @Test
  void an_unpaired_surrogate_is_refused_and_not_replaced() {
    assertThatThrownBy(() -> out.string("a\uD83D")).hasMessageContaining("unpaired surrogate");
    assertThatThrownBy(() -> out.raw("é")).hasMessageContaining("only ASCII");
  }

  @Test
  void integers_are_their_digits() {
    for (long n : new long[] {0, -1, 9, 10, -10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE}) {
      out.clear();
      out.integer(n);
      assertThat(new String(out.toBytes(), UTF_8)).isEqualTo(Long.toString(n));
    }
  }

  @Test
  void the_digest_is_of_the_text_and_of_nothing_before_it() {
    out.raw("something else");
    out.digest();
    out.clear();
    out.raw('{').raw('}');
    Digest expected = Digest.sha256("{}".getBytes(UTF_8));
    assertThat(out.digest()).isEqualTo(expected);
    byte[] target = new byte[40];
    out.digestInto(target, 4);
    assertThat(Digest.read(target, 4)).isEqualTo(expected);
    assertThatThrownBy(() -> out.digestInto(target, 9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void a_string_is_read_back_as_it_was(@ForAll String value) {
    if (UTF_8.newEncoder().canEncode(value)) {
      assertThat(new ObjectMapper().readTree(written(value)).asString()).isEqualTo(value);
    }
  }

  private String written(String value) {
    out.clear();
    out.string(value);
    return new String(out.toBytes(), UTF_8);
  }
}
