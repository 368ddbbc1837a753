package org.auditledger.append;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.append.Lines.assertRefused;
import static org.auditledger.append.Lines.line;
import static org.auditledger.append.Lines.read;

import org.auditledger.entry.Evaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no JSON that could be stored is refused with its place, and shown in part. */
class EntryLineJsonTest {

  @Test
  void white_space_and_escapes_are_those_of_json() {
    String spread =
        line("reasoning", "\"\\u00e9\\uD83D\\uDE00\\/\\\"\\n\"").replace(",", " \r\n\t, ");
    assertThat(read("\t " + spread + " \r").reasoning()).isEqualTo("\u00e9\ud83d\ude00/\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                        | the JSON text ends too early, at byte 1",
        "` `                       | the JSON text ends too early, at byte 2",
        "{                         | the JSON text ends too early, at byte 2",
        "{\"verdict\":\"CLEAR\"    | no } at byte 19",
        "{\"verdict\" \"CLEAR\"}   | no : at byte 12",
        "{verdict:1}               | no name of a member at byte 2",
        "{\"a\":1,}                | no name of a member at byte 8",
        "{\"a\":tru}               | no JSON value at byte 9",
        "{} {}                     | something after the end of the JSON value at byte 4",
        "[]                        | the line is no JSON object",
        "\"verdict\"               | the line is no JSON object",
        "null                      | the line is no JSON object",
        "{\"a\":1,\"b\":2,\"a\":3} | a second member \"a\" at byte 14",
        "{\"a\":\"\\u0000\"}       | U+0000, which no database can store, at byte 7",
        "{\"a\":\"\\ud800\"}       | half a character (an unpaired surrogate) at byte 7",
        "{\"a\":\"\\x\"}           | no escape that JSON has at byte 8",
        "{\"a\":\"\\u00g0\"}       | no hexadecimal digit at byte 11",
      })
  void a_line_that_is_no_json_object_is_refused_with_its_place(String line, String why) {
    assertRefused(line, why);
  }

  @ParameterizedTest
  @CsvSource({
    "01, no JSON value at byte ",
    "+1, no JSON value at byte ",
    ".5, no JSON value at byte ",
    "NaN, no JSON value at byte ",
    "-Infinity, no JSON value at byte ",
    "1., no digit at byte ",
    "1e, no digit at byte ",
    "0x10, no } at byte ",
    "1e400, a number that is too large for a float at byte "
  })
  void a_number_is_one_that_json_and_a_float_have(String number, String why) {
    assertRefused(line("envelope_json", "{\"n\":" + number + "}"), why);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.0, -0.0",
    "1.50, 1.5",
    "1e16, 1e+16",
    "1E-7, 1e-07",
    "12345678901234567890123, 12345678901234567890123",
    "100.0, 100.0"
  })
  void a_number_is_kept_as_python_has_it(String number, String kept) {
    assertThat(read(line("envelope_json", "{\"n\":" + number + "}")).evaluation())
        .hasValue(Evaluation.of("{\"n\":" + kept + "}"));
  }

  @Test
  void what_is_too_long_or_too_deep_is_refused() {
    assertRefused(
        line("envelope_json", "{\"n\":" + "1".repeat(4301) + "}"),
        "a number of more than 4300 characters at byte ");
    String deepest = "{\"a\":" + "[".repeat(199) + "]".repeat(199) + "}";
    assertThat(read(line("envelope_json", deepest)).evaluation()).hasValue(Evaluation.of(deepest));
    assertRefused(
        line("envelope_json", "[".repeat(100_000)), "more than 200 levels of JSON at byte ");
  }

  @Test
  void what_is_not_utf_8_is_refused_and_what_is_a_control_character_too() {
    byte[] latin = line("rule_id", "\"\u00e9\"").getBytes(ISO_8859_1);
    assertThatThrownBy(() -> EntryLine.read(latin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not UTF-8, in the text that begins at byte 1");
    assertRefused(line("rule_id", "\"a\0\""), "a control character in a string at byte ");
    assertRefused("\ufeff" + line(), "no JSON value at byte 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verdict", "telemetry_hash", "envelope_hash"})
  void a_value_that_is_shown_is_shown_in_part(String name) {
    String endless = "x".repeat(1_000_000);
    assertThatThrownBy(() -> read(line("envelope_json", "{}", name, '"' + endless + '"')))
        .satisfies(e -> assertThat(e.getMessage()).contains("xxx\"...").hasSizeLessThan(300));
  }

  @Test
  void a_name_that_is_shown_is_shown_in_part() {
    String endless = "x".repeat(1_000_000);
    assertThatThrownBy(() -> read(line(endless, "1")))
        .satisfies(e -> assertThat(e.getMessage()).contains("xxx\"... is").hasSizeLessThan(500));
    assertThatThrownBy(() -> read("{\"" + endless + "\":1,\"" + endless + "\":1}"))
        .satisfies(e -> assertThat(e.getMessage()).contains("xxx\"... at").hasSizeLessThan(300));
  }
}
