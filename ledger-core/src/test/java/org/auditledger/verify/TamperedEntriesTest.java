package org.auditledger.verify;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.auditledger.row.Column;
import org.auditledger.testing.Entries;
import org.auditledger.testing.LegacyVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every column changed, every row moved: each has its finding, or at least another root. */
class TamperedEntriesTest {

  /** An entry with an envelope and a transcript. */
  private static final int SIGNED = 122;

  /** One before there were any. */
  private static final int PLAIN = 60;

  /** As many as it takes: each is judged some hundred times. */
  private static final int LAST = 130;

  private static final Entries LEDGER = Entries.of(LegacyVectors.entriesOfV30());

  private static final Long LATER = 900_000_000_000_000_000L / 1000;

  /** One change, and what is found: nothing, where only the seal covers the column. */
  private record Change(Object value, List<String> findings) {
    static Change to(Object value, String... findings) {
      return new Change(value, List.of(findings));
    }
  }

  private static String hashed(int entry) {
    return "ENTRY_HASH_WRONG " + entry + " entry_hash";
  }

  /** Every column of the last era, changed in an entry that has all of them. */
  private static final Map<String, Change> CHANGES =
      Map.ofEntries(
          entry("id", Change.to(9999L)),
          entry(
              "sequence_number",
              Change.to(
                  9999L,
                  "ENTRIES_MISSING 9999 sequence_number",
                  hashed(9999),
                  "ENTRY_OUT_OF_ORDER 123 sequence_number")),
          entry(
              "previous_hash",
              Change.to("0".repeat(64), "LINK_BROKEN 122 previous_hash", hashed(122))),
          entry(
              "entry_hash",
              Change.to("f".repeat(64), hashed(122), "LINK_BROKEN 123 previous_hash")),
          entry("timestamp", Change.to(825_000_000_000_000L, hashed(122))),
          entry("verdict", Change.to("FLAG", hashed(122), "COLUMN_DIFFERS 122 verdict")),
          entry("telemetry_id", Change.to("t", hashed(122))),
          entry("telemetry_hash", Change.to("0".repeat(64), hashed(122))),
          entry("rule_id", Change.to("other", hashed(122))),
          entry("knowledge_graph_version", Change.to("v4", hashed(122))),
          entry("ski_model_version", Change.to("3", hashed(122))),
          entry("reasoning", Change.to("no", hashed(122), "COLUMN_DIFFERS 122 reasoning")),
          entry("track", Change.to("llm", hashed(122))),
          entry("escalation_status", Change.to("closed")),
          entry("escalation_notes", Change.to("nothing to see")),
          entry("created_at", Change.to(LATER)),
          entry(
              "envelope_json",
              Change.to(
                  "{}",
                  "ENVELOPE_HASH_WRONG 122 envelope_hash",
                  "COLUMN_DIFFERS 122 verifier_status")),
          entry(
              "envelope_hash",
              Change.to("sha256:" + "0".repeat(64), "ENVELOPE_HASH_WRONG 122 envelope_hash")),
          entry("transcript_json", Change.to("[]", "TRANSCRIPT_MALFORMED 122 transcript_json")),
          entry(
              "transcript_signature",
              Change.to("00".repeat(64), "COLUMN_DIFFERS 122 transcript_signature")),
          entry(
              "signing_key_id",
              Change.to("sha256:" + "0".repeat(64), "COLUMN_DIFFERS 122 signing_key_id")),
          entry(
              "verifier_status", Change.to("UNVERIFIABLE", "COLUMN_DIFFERS 122 verifier_status")));

  static List<String> columns() {
    return LEDGER.layout().columns().stream().map(Column::name).toList();
  }

  private static Entries entries() {
    return LEDGER.first(LAST);
  }

  @ParameterizedTest
  @MethodSource("columns")
  void a_changed_column_has_its_finding_and_another_root(String column) {
    Change change = CHANGES.get(column);
    assertThat(change).as("column %s has no test", column).isNotNull();
    Entries tampered = entries().set(SIGNED, column, change.value);
    assertThat(Judged.findings(tampered)).containsExactlyElementsOf(change.findings);
    assertThat(Judged.account(tampered, Judged.ANCESTORS_KEYS).root())
        .isNotEqualTo(Judged.account(entries(), Judged.ANCESTORS_KEYS).root());
  }

  /** A column that is emptied; what stands beside it then is half of something. */
  private static final Map<String, List<String>> EMPTIED =
      Map.ofEntries(
          entry("id", List.of()),
          entry("rule_id", List.of(hashed(122))),
          entry("knowledge_graph_version", List.of(hashed(122))),
          entry("reasoning", List.of(hashed(122), "COLUMN_DIFFERS 122 reasoning")),
          entry("track", List.of(hashed(122))),
          entry(
              "verdict",
              List.of(
                  "ENTRY_HASH_IMPOSSIBLE 122 entry_hash",
                  "VALUE_WITHOUT_FORM 122 verdict",
                  "COLUMN_DIFFERS 122 verdict")),
          entry(
              "timestamp",
              List.of("ENTRY_HASH_IMPOSSIBLE 122 entry_hash", "VALUE_WITHOUT_FORM 122 timestamp")),
          entry("entry_hash", List.of(hashed(122), "LINK_BROKEN 123 previous_hash")),
          entry(
              "sequence_number",
              List.of("ENTRIES_MISSING 123 sequence_number", "ENTRY_UNNUMBERED - sequence_number")),
          entry(
              "envelope_json",
              List.of(
                  "ENVELOPE_INCOMPLETE 122 envelope_hash",
                  "ENVELOPE_INCOMPLETE 122 verifier_status",
                  "TRANSCRIPT_INCOMPLETE 122 transcript_json")),
          entry("envelope_hash", List.of("ENVELOPE_INCOMPLETE 122 envelope_hash")),
          entry("verifier_status", List.of("COLUMN_DIFFERS 122 verifier_status")),
          entry(
              "transcript_json",
              List.of(
                  "TRANSCRIPT_INCOMPLETE 122 transcript_signature",
                  "TRANSCRIPT_INCOMPLETE 122 signing_key_id")),
          entry("transcript_signature", List.of("TRANSCRIPT_INCOMPLETE 122 transcript_signature")),
          entry("signing_key_id", List.of("TRANSCRIPT_INCOMPLETE 122 signing_key_id")));

  /** Always in one order: who runs tests one by one knows them by their place. */
  static Set<String> emptied() {
    return new TreeSet<>(EMPTIED.keySet());
  }

  @ParameterizedTest
  @MethodSource("emptied")
  void an_emptied_column_has_its_finding(String column) {
    Entries tampered = entries().set(SIGNED, column, null);
    assertThat(Judged.findings(tampered))
        .containsExactlyElementsOf(EMPTIED.getOrDefault(column, List.of()));
  }

  @Test
  void a_column_filled_where_nothing_belongs_has_its_finding() {
    assertThat(Judged.findings(entries().set(PLAIN, "envelope_hash", "sha256:0")))
        .containsExactly("ENVELOPE_INCOMPLETE 60 envelope_hash");
    assertThat(Judged.findings(entries().set(PLAIN, "verifier_status", "AGREED")))
        .containsExactly("ENVELOPE_INCOMPLETE 60 verifier_status");
    assertThat(Judged.findings(entries().set(PLAIN, "transcript_signature", "00")))
        .containsExactly("TRANSCRIPT_INCOMPLETE 60 transcript_signature");
    assertThat(Judged.findings(entries().set(PLAIN, "signing_key_id", "sha256:0")))
        .containsExactly("TRANSCRIPT_INCOMPLETE 60 signing_key_id");
  }

  @Test
  void what_the_model_was_asked_or_answered_cannot_be_changed() {
    Entries asked =
        entries().replace(SIGNED, "transcript_json", "Evaluate reading #1", "Evaluate reading #2");
    assertThat(Judged.findings(asked)).containsExactly("REQUEST_HASH_WRONG 122 transcript_json");
    Entries answered =
        entries().replace(SIGNED, "transcript_json", "trailing spaces   ", "trailing spaces  ");
    assertThat(Judged.findings(answered))
        .containsExactly("RESPONSE_HASH_WRONG 122 transcript_json");
  }

  @Test
  void what_is_hashed_anew_is_not_signed() {
    Entries forged =
        entries().replace(SIGNED, "transcript_json", "Evaluate reading #1", "Evaluate reading #2");
    String message = account(forged).findings().first().get(0).detail();
    String stored = message.replaceAll("request_hash is (sha256:[0-9a-f]{64}).*", "$1");
    String computed = message.replaceAll(".*computed (sha256:[0-9a-f]{64})", "$1");
    forged.replace(SIGNED, "transcript_json", stored, computed);
    assertThat(Judged.findings(forged))
        .containsExactly("SIGNATURE_INVALID 122 transcript_signature");
  }

  @Test
  void a_signature_of_another_transcript_is_not_valid_here() {
    String other = String.valueOf(entries().get(SIGNED + 1, "transcript_signature"));
    String own = String.valueOf(entries().get(SIGNED, "transcript_signature"));
    Entries forged =
        entries()
            .set(SIGNED, "transcript_signature", other)
            .replace(SIGNED, "transcript_json", own, other);
    assertThat(Judged.findings(forged))
        .containsExactly("SIGNATURE_INVALID 122 transcript_signature");
  }

  @Test
  void a_transcript_that_lacks_a_member_is_malformed() {
    for (String member :
        List.of(
            "request_hash",
            "request_canonical",
            "response_hash",
            "response_canonical",
            "signature_hex",
            "signing_key_id")) {
      // Of the same length and in the same place, so that it is still what jsonb would print.
      String renamed = member.substring(0, member.length() - 1) + "_";
      Entries tampered =
          entries().replace(SIGNED, "transcript_json", '"' + member + '"', '"' + renamed + '"');
      assertThat(Judged.findings(tampered))
          .as(member)
          .contains("TRANSCRIPT_MALFORMED 122 transcript_json");
    }
  }

  @Test
  void a_verdict_that_is_changed_with_the_whole_chain_is_told_by_the_envelope() {
    Entries forged = entries().set(SIGNED, "verdict", "FLAG").rehash(SIGNED);
    assertThat(Judged.findings(forged)).containsExactly("COLUMN_DIFFERS 122 verdict");
  }

  @Test
  void a_status_that_the_envelope_lacks_is_told() {
    Entries renamed = entries().replace(SIGNED, "envelope_json", "\"status\"", "\"statuz\"");
    assertThat(Judged.findings(renamed))
        .containsExactly(
            "ENVELOPE_HASH_WRONG 122 envelope_hash", "COLUMN_DIFFERS 122 verifier_status");
    assertThat(account(renamed).content().first().get(1).detail())
        .isEqualTo("verifier_status is \"AGREED\", the envelope says nothing");
    assertThat(Judged.findings(renamed.set(SIGNED, "verifier_status", null)))
        .containsExactly("ENVELOPE_HASH_WRONG 122 envelope_hash");
  }

  @Test
  void json_that_no_database_prints_has_no_form() {
    Entries tampered = entries().replace(SIGNED, "envelope_json", "\": ", "\":");
    assertThat(Judged.findings(tampered)).containsExactly("VALUE_WITHOUT_FORM 122 envelope_json");
    assertThat(account(tampered).root()).isEmpty();
    assertThat(account(tampered).head()).isPresent();
  }

  @Test
  void a_time_that_no_calendar_has_has_no_form() {
    assertThat(Judged.findings(entries().set(SIGNED, "created_at", Long.MAX_VALUE)))
        .containsExactly("VALUE_WITHOUT_FORM 122 created_at");
    assertThat(Judged.findings(entries().set(LAST, "timestamp", Long.MAX_VALUE)))
        .containsExactly(
            "ENTRY_HASH_IMPOSSIBLE 130 entry_hash", "VALUE_WITHOUT_FORM 130 timestamp");
  }

  @Test
  void every_code_has_an_example_here() {
    Set<String> seen = new HashSet<>();
    CHANGES.values().forEach(change -> seen.addAll(change.findings));
    EMPTIED.values().forEach(seen::addAll);
    List<String> elsewhere =
        List.of(
            "ENTRY_REPEATED",
            "REQUEST_HASH_WRONG",
            "RESPONSE_HASH_WRONG",
            "SIGNATURE_INVALID",
            "KEY_RETIRED",
            "SECOND_OPINION_DIFFERS",
            "SCHEMA_VERSION_WRONG");
    for (FindingCode code : FindingCode.values()) {
      if (code.area() == Area.HISTORY || code.area() == Area.POSTURE) {
        continue; // They are about no entry.
      }
      assertThat(seen.stream().anyMatch(s -> s.startsWith(code + " ")))
          .as("%s", code)
          .isNotEqualTo(elsewhere.contains(code.name()));
    }
  }

  private static EntriesAccount account(Entries entries) {
    return Judged.account(entries, Judged.ANCESTORS_KEYS);
  }
}
