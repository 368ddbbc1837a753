package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a literal stands for, without making a string of it. */
class JsonStringTest {

  /** Some begin others, and some differ only where one has an escape. */
  private static final List<String> CONTENTS =
      List.of(
          "",
          "a",
          "ab",
          "abc",
          "b",
          "\u0001",
          "\n",
          "a\u0001",
          "a\u001f",
          "a\n",
          "a\nb",
          "\"",
          "\\",
          "\\u",
          "a\\",
          "/",
          "12345678",
          "123456789",
          "\u00e9",
          "\uFFFF",
          "12345678\n12345678\"\u0001x",
          "\u00e912345678\\\u00e9",
          "\uD83D\uDE00");

  @Test
  void two_literals_are_in_the_order_of_the_bytes_that_they_stand_for() {
    for (String one : CONTENTS) {
      for (String other : CONTENTS) {
        byte[] first = literal(one);
        byte[] both = Arrays.copyOf(first, first.length + literal(other).length);
        System.arraycopy(literal(other), 0, both, first.length, both.length - first.length);
        int order =
            JsonString.compare(both, 1, first.length - 1, first.length + 1, both.length - 1);
        assertThat(Integer.signum(order))
            .as("%s and %s", one, other)
            .isEqualTo(
                Integer.signum(Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8))));
      }
    }
  }

  @Test
  void a_literal_has_the_length_and_the_end_and_the_content_that_were_written() {
    for (String content : CONTENTS) {
      byte[] literal = literal(content);
      byte[] longer = Arrays.copyOf(literal, literal.length + 20);
      assertThat(JsonString.end(longer, 0, longer.length)).isEqualTo(literal.length);
      assertThat(JsonString.contentLength(literal, 1, literal.length - 1))
          .isEqualTo(content.getBytes(UTF_8).length);
      CanonicalBytes decoded = new CanonicalBytes();
      JsonString.decode(literal, 1, literal.length - 1, decoded);
      assertThat(decoded.toBytes()).isEqualTo(content.getBytes(UTF_8));
    }
  }

  private static byte[] literal(String content) {
    return new CanonicalBytes().string(content).toBytes();
  }
}
