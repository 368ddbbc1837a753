package org.auditledger.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as a caller writes it: hashed as Python would have, and sent as PostgreSQL would print. */
class JsonValueTest {

  @Test
  void every_float_that_python_spelled_is_spelled_so_again_and_stored_as_it_was()
      throws IOException {
    int floats = 0;
    for (String[] vector : PythonFloatTest.vectors("python-floats.tsv")) {
      if (!vector[1].equals("-")) {
        assertThat(python(vector[1])).isEqualTo(vector[1]);
        assertThat(jsonb(vector[1])).isEqualTo(vector[0]);
        floats++;
      }
    }
    assertThat(floats).isGreaterThan(900);
  }

  @Test
  void every_value_that_python_hashed_hashes_to_the_same() throws IOException {
    int same = 0;
    for (String[] vector : PythonFloatTest.vectors("python-json.tsv")) {
      assertThat(jsonb(vector[0])).isEqualTo(vector[0]);
      if (vector[2].equals("0")) {
        CanonicalBytes bytes = new CanonicalBytes();
        JsonValue.parse(vector[0]).writePython(bytes);
        assertThat(bytes.digest().hex()).as(vector[0]).isEqualTo(vector[1]);
        same++;
      }
    }
    assertThat(same).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1e5 | 100000.0 | 100000.0",
        "1E+2 | 100.0 | 100.0",
        "1.10 | 1.1 | 1.1",
        "0.1000000000000000055 | 0.1 | 0.1",
        "10000000000000000.0 | 1e+16 | 10000000000000000",
        "1e-7 | 1e-07 | 0.0000001",
        "-0 | 0 | 0",
        "-0.0 | -0.0 | 0.0",
        "0e99999999999 | 0.0 | 0.0",
        "1e-99999999999 | 0.0 | 0.0",
        "123456789012345678901234567890 | 123456789012345678901234567890 |"
            + " 123456789012345678901234567890",
        " [ 1 , true,null ,\tfalse ] | [1,true,null,false] | [1, true, null, false]",
        "{\"b\":[],\"a\":{},\"cc\":1} | {\"a\":{},\"b\":[],\"cc\":1} |"
            + " {\"a\": {}, \"b\": [], \"cc\": 1}",
        "{\"bb\":1,\"c\":2} | {\"bb\":1,\"c\":2} | {\"c\": 2, \"bb\": 1}",
        "\"\\/\\u00e9\\u001F\\uD83D\\ude00\\n\" | \"/\u00e9\\u001f\uD83D\uDE00\\n\" |"
            + " \"/\u00e9\\u001f\uD83D\uDE00\\n\"",
      })
  void a_value_has_one_text_for_each_of_both(String text, String python, String jsonb) {
    assertThat(python(text)).isEqualTo(python);
    assertThat(jsonb(text)).isEqualTo(jsonb);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\"}",
        "01",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e400",
        "-1e400",
        "NaN",
        "Infinity",
        "tru",
        "nulll",
        "1 2",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\t\"",
        "'a'",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "\u00e9",
        "[1]x"
      })
  void what_is_no_json_that_both_can_hold_is_refused(String text) {
    assertThatThrownBy(() -> JsonValue.parse(text))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining(" at byte ");
  }

  /** So close to zero most decimals of few digits are not the shortest that there is. */
  @Test
  void the_least_of_all_floats_is_spelled_with_one_digit() {
    for (String text : new String[] {"4.9e-324", "2.5e-324", "5.0e-324", "7e-324"}) {
      assertThat(python(text)).isEqualTo("5e-324");
      assertThat(python("-" + text)).isEqualTo("-5e-324");
    }
  }

  @Test
  void white_space_may_stand_between_any_two_tokens() {
    String spaced = "~{~\"a\"~:~[~1~,~[~]~]~,~\"b\"~:~{~}~}~";
    for (String space : new String[] {"", " ", "\t", "\n", "\r", " \r\n\t "}) {
      assertThat(python(spaced.replace("~", space))).isEqualTo("{\"a\":[1,[]],\"b\":{}}");
    }
  }

  @Test
  void what_is_too_deep_too_long_or_no_utf8_is_refused() {
    assertThat(python("[".repeat(200) + "1" + "]".repeat(200))).hasSize(401);
    for (String open : new String[] {"[", "{\"a\":"}) {
      assertThatThrownBy(() -> JsonValue.parse(open.repeat(201) + "1"))
          .hasMessageContaining("more than 200 levels");
    }
    assertThatThrownBy(() -> JsonValue.parse("[".repeat(100_000)))
        .hasMessageContaining("more than 200 levels");
    String longest = "[" + "1".repeat(4300) + "]";
    assertThat(python(longest)).isEqualTo(longest);
    assertThatThrownBy(() -> JsonValue.parse("1".repeat(4301)))
        .hasMessageContaining("a number of more than 4300");
    assertThatThrownBy(() -> JsonValue.parse(new byte[] {'"', (byte) 0xC3, '"'}))
        .hasMessageContaining("not UTF-8");
  }

  static String python(String text) {
    CanonicalBytes bytes = new CanonicalBytes();
    JsonValue.parse(text).writePython(bytes);
    return new String(bytes.toBytes(), UTF_8);
  }

  static String jsonb(String text) {
    CanonicalBytes bytes = new CanonicalBytes();
    JsonValue.parse(text).writeJsonb(bytes);
    return new String(bytes.toBytes(), UTF_8);
  }
}
