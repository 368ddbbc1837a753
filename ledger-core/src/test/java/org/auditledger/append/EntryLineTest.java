package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.append.Lines.HASH;
import static org.auditledger.append.Lines.assertRefused;
import static org.auditledger.append.Lines.line;
import static org.auditledger.append.Lines.read;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Evaluation;
import org.auditledger.entry.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of JSON is a draft, or it is said which of its members is wrong. */
class EntryLineTest {

  private static final String SIGNATURE = "ab".repeat(64);
  private static final String KEY = "sha256:" + "cd".repeat(32);

  @Test
  void every_member_goes_where_it_is_called_after() {
    EntryDraft draft =
        read(
            line(
                "rule_id", "\"r\"",
                "knowledge_graph_version", "\"k\"",
                "reasoning", "\"because\"",
                "track", "\"v3-evaluator\"",
                "escalation_status", "\"OPEN\"",
                "escalation_notes", "\"somebody looks\"",
                "envelope_json", "{\"verdict\": \"FLAG\", \"b\": 1.50, \"a\": [true, null]}",
                "envelope_hash", '"' + KEY + '"',
                "verifier_status", "\"AGREED\"",
                "transcript_json", "{\"response_canonical\": {}, \"request_canonical\": \"?\"}",
                "transcript_signature", '"' + SIGNATURE + '"',
                "signing_key_id", '"' + KEY + '"'));
    assertThat(draft)
        .isEqualTo(
            EntryDraft.of(Verdict.FLAG, "t-1", HASH, "3.1.0")
                .by("r", "k")
                .because("because", "v3-evaluator")
                .escalated("OPEN", "somebody looks")
                .with(
                    new Evaluation(
                        "{\"a\":[true,null],\"b\":1.5,\"verdict\":\"FLAG\"}",
                        KEY,
                        "AGREED",
                        Optional.of("{\"request_canonical\":\"?\",\"response_canonical\":{}}"),
                        SIGNATURE,
                        KEY)));
  }

  /** Read off the enumeration, so that a column that is new has to be decided upon. */
  @Test
  void what_the_writer_says_itself_is_no_member() {
    String named =
        Arrays.stream(EntryColumn.values())
            .map(EntryColumn::sqlName)
            .filter(name -> isUnknown(name))
            .collect(Collectors.joining(" "));
    assertThat(named)
        .isEqualTo(
            "id sequence_number previous_hash entry_hash timestamp created_at schema_version");
  }

  private static boolean isUnknown(String name) {
    try {
      return read(line(name, "null")) == null;
    } catch (IllegalArgumentException e) {
      return e.getMessage().startsWith('"' + name + "\" is no member of an entry; these are: [env");
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_verdict_is_read(Verdict verdict) {
    assertThat(read(line("verdict", '"' + verdict.name() + '"')).verdict()).isEqualTo(verdict);
  }

  @Test
  void a_verdict_may_be_in_the_envelope_alone() {
    String line = line("verdict", null, "envelope_json", "{\"verdict\":\"NULL_STALE\"}");
    assertThat(read(line).verdict()).isEqualTo(Verdict.NULL_STALE);
    assertRefused(
        line("verdict", null, "envelope_json", "{\"verdict\":1}"), "the entry lacks verdict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verdict", "telemetry_id", "telemetry_hash", "ski_model_version"})
  void what_every_entry_has_must_be_there(String name) {
    assertRefused(line(name, null), "the entry lacks " + name);
    assertRefused(line(name, "null"), "the entry lacks " + name);
  }

  @Test
  void a_member_that_is_null_is_as_good_as_none() {
    String nulls =
        line(
            "rule_id", "null",
            "track", "null",
            "envelope_json", "null",
            "transcript_json", "null",
            "signing_key_id", "null");
    assertThat(read(nulls)).isEqualTo(read(line()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verdict",
        "telemetry_id",
        "telemetry_hash",
        "ski_model_version",
        "rule_id",
        "knowledge_graph_version",
        "reasoning",
        "track",
        "escalation_status",
        "escalation_notes",
        "envelope_hash",
        "verifier_status",
        "transcript_signature",
        "signing_key_id"
      })
  void a_text_is_a_string(String name) {
    for (String value : new String[] {"5", "true", "{}", "[\"a\"]"}) {
      String line =
          line("envelope_json", "{}", "transcript_json", "{}", "verdict", "\"FLAG\"", name, value);
      assertRefused(line, name + " is no string");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"envelope_json", "transcript_json"})
  void what_is_json_is_an_object(String name) {
    for (String value : new String[] {"5", "\"{}\"", "false", "[]"}) {
      assertRefused(line("envelope_json", "{}", name, value), name + " is no JSON object");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "envelope_hash,\"x\"",
    "transcript_json,{}",
    "transcript_signature,\"x\"",
    "signing_key_id,\"x\"",
    "verifier_status,\"AGREED\""
  })
  void evidence_comes_with_its_envelope(String name, String value) {
    assertRefused(line(name, value), name + " comes with an envelope_json");
    // Of several the first column is named, and not whichever a hash table has first.
    assertRefused(
        line("envelope_hash", "\"x\"", name, value), "envelope_hash comes with an envelope_json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "telemetry_id          | \"\"           | telemetry_id is empty",
        "ski_model_version     | \"\"           | ski_model_version is empty",
        "track                 | \"\"           | track is empty",
        "verdict               | \"MAYBE\"      | verdict \"MAYBE\" is none of [CLEAR, FLAG, NULL_",
        "verdict               | \"clear\"      | verdict \"clear\" is none of [CLEAR",
        "telemetry_hash        | \"ab\"         | telemetry_hash is 64 lower-case hexadecimal",
        "envelope_hash         | \"sha256:AB\"  | envelope_hash is sha256:64 lower-case hex",
        "signing_key_id        | \"cd\"         | signing_key_id is sha256:64 lower-case hex",
        "color                 | \"red\"        | \"color\" is no member of an entry; these are:",
        "Verdict               | \"FLAG\"       | \"Verdict\" is no member of an entry",
      })
  void a_value_that_is_none_is_named(String name, String value, String why) {
    assertRefused(line("envelope_json", "{}", "transcript_json", "{}", name, value), why);
  }

  @Test
  void a_hash_that_is_not_that_of_the_envelope_is_refused_when_it_is_checked() {
    EntryDraft draft = read(line("envelope_json", "{}", "envelope_hash", '"' + KEY + '"'));
    assertThatThrownBy(() -> new Preparation(Optional.empty()).prepare(draft))
        .hasMessageStartingWith("envelope_hash is \"" + KEY + "\", computed sha256:");
  }

  @Test
  void evidence_that_needs_a_transcript_says_so() {
    assertRefused(
        line("envelope_json", "{}", "signing_key_id", '"' + KEY + '"'),
        "transcript_signature and signing_key_id come with a transcript_json");
  }
}
