package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonbTextTest {

  private final JsonbText jsonb = new JsonbText();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "false",
        "0",
        "-1",
        "10",
        "1.10",
        "0.0",
        "0.00",
        "-0.01",
        "\"\"",
        "{}",
        "[]",
        "[[], {}, [[]], \"\"]",
        "{\"b\": 1, \"c\": 2, \"aa\": {\"\": null}, \"ab\": []}",
        "{\"\": 0, \"Z\": 1, \"a\": 2, \"\uFFFF\": 3, \"\uD83D\uDE00\": 4}",
        "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f /\u007F\u2028\uFEFF\uDBFF\uDFFF\"",
        // Ordered by what the keys are, not by how they are spelled: U+0001, U+000A, then "a".
        "{\"\\u0001\": 1, \"\\n\": 2, \"\\\"\": 3, \"\\\\\": 4, \"a\": 5, \"\\u0001a\": 6}",
      })
  void what_jsonb_prints_is_accepted(String text) {
    assertThat(whole(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " 1",
        "1 ",
        "1,2",
        "1}",
        "{}{}",
        "[] ",
        "nul",
        "nulll",
        "True",
        "'a'",
        "00",
        "01",
        "-",
        "-0",
        "-0.0",
        "-0.00",
        "+1",
        "1.",
        ".5",
        "1e5",
        "1E5",
        "0x1",
        "1.5e0",
        "--1",
        "NaN",
        "Infinity",
        "\"",
        "\"a",
        "a\"",
        "[",
        "[1",
        "[1,",
        "[1, ",
        "[1,]",
        "[1, ]",
        "[,1]",
        "[1,2]",
        "[1 , 2]",
        "[ 1]",
        "[1 ]",
        "[1  ,2]",
        "[]]",
        "[}",
        "{]",
        "{",
        "{\"",
        "{\"a\"",
        "{ }",
        "[ ]",
        "{\"a\"}",
        "{\"a\":1}",
        "{\"a\" : 1}",
        "{\"a\": 1,\"b\": 2}",
        "{\"a\": 1 , \"b\": 2}",
        "{\"a\": 1, }",
        "{\"a\": }",
        "{\"a\":  1}",
        "{a: 1}",
        "{1: 1}",
        "{1}",
        "{: 1}",
        "{\"a\": 1]",
        "[1}",
        // Order and uniqueness of keys.
        "{\"a\": 1, \"a\": 1}",
        "{\"b\": 1, \"a\": 1}",
        "{\"aa\": 1, \"b\": 1}",
        "{\"\\n\": 1, \"\\u0001\": 1}",
        "{\"a\": 1, \"\\n\": 1}",
        "{\"\\u0001\": 1, \"\\u0001\": 2}",
        "{\"\uD83D\uDE00\": 1, \"\uFFFF\": 1}",
        // Escapes in another spelling.
        "\"\\/\"",
        "\"\\u0041\"",
        "\"\\u000a\"",
        "\"\\u001F\"",
        "\"\\u0000\"",
        "\"\\u007f\"",
        "\"\\u0020\"",
        "\"\\u002\"",
        "\"\\u1\"",
        "\"\\uD83D\\uDE00\"",
        "\"\\u2028\"",
        "\"\\U0001\"",
        "\"\\u001:\"",
        "\"\\u000`\"",
        "\"\\u000g\"",
        "\"\\u00/1\"",
        "\"\\u0022\"",
        "\"\\u005c\"",
        "\"\\a\"",
        "\"\\\"",
        "\"\n\"",
        "\"\t\"",
        "\"\u0000\"",
        "\"\u001F\"",
        "\"a\"\"b\"",
      })
  void what_it_never_prints_is_not(String text) {
    assertThat(whole(text)).isFalse();
  }

  @Test
  void a_control_character_without_a_letter_has_one_spelling() {
    Set<String> spellings = new HashSet<>();
    for (char c = 1; c < ' '; c++) {
      if ("\b\t\n\f\r".indexOf(c) < 0) {
        spellings.add("%02x".formatted((int) c));
      }
    }
    for (char high = ' '; high < 0x7F; high++) {
      for (char low = ' '; low < 0x7F; low++) {
        String digits = "" + high + low;
        assertThat(whole("\"\\u00" + digits + '"'))
            .as(digits)
            .isEqualTo(spellings.contains(digits));
      }
    }
  }

  @Test
  void a_text_cut_anywhere_is_not_whole() {
    String text = "{\"a\": [true, {\"b\": null}], \"\\u0001\\n\": \"\uD83D\uDE00\"}";
    byte[] bytes = text.getBytes(UTF_8);
    for (int cut = 0; cut < bytes.length; cut++) {
      assertThat(jsonb.isWhole(bytes, 0, cut)).as("cut at %d", cut).isFalse();
      assertThat(jsonb.isWhole(Arrays.copyOf(bytes, cut), 0, cut)).as("cut at %d", cut).isFalse();
    }
    assertThat(jsonb.isWhole(bytes, 0, bytes.length)).isTrue();
  }

  @Test
  void a_text_is_looked_at_within_its_range_only() {
    byte[] bytes = "x[1, \"a\"]y".getBytes(UTF_8);
    assertThat(jsonb.isWhole(bytes, 1, bytes.length - 2)).isTrue();
    assertThat(jsonb.isWhole(bytes, 1, bytes.length - 1)).isFalse();
  }

  @Test
  void what_is_not_utf8_is_not_jsonb() {
    byte[] bytes = "\"\u00E9\"".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(jsonb.isWhole(bytes, 0, bytes.length)).isFalse();
  }

  @Test
  void it_may_be_nested_a_million_deep() {
    int depth = 1_000_000;
    assertThat(whole("[".repeat(depth) + "]".repeat(depth))).isTrue();
    assertThat(whole("[".repeat(depth) + "]".repeat(depth - 1))).isFalse();
    assertThat(whole("{\"a\": ".repeat(depth) + "1" + "}".repeat(depth))).isTrue();
  }

  @Test
  void a_number_has_no_more_digits_than_numeric_has() {
    assertThat(whole("1".repeat(131_072))).isTrue();
    assertThat(whole("1".repeat(131_073))).isFalse();
    assertThat(whole("0." + "1".repeat(16_383))).isTrue();
    assertThat(whole("0." + "1".repeat(16_384))).isFalse();
  }

  private boolean whole(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return jsonb.isWhole(bytes, 0, bytes.length);
  }
}
