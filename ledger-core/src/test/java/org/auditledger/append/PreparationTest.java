package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.auditledger.canonical.JsonValue;
import org.auditledger.canonical.JsonValue.Members;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Evaluation;
import org.auditledger.entry.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a draft is derived; what a caller says of it has to be true. */
class PreparationTest {

  private static final Preparation SIGNING = new Preparation(Optional.of(Ledgers.KEY));
  private static final Preparation KEYLESS = new Preparation(Optional.empty());

  private static EntryDraft draft(Evaluation evaluation) {
    return EntryDraft.of(Verdict.FLAG, "t", Ledgers.hash("t"), "m").with(evaluation);
  }

  private static Evaluation evaluation(
      @Nullable String envelopeHash,
      @Nullable String status,
      String transcript,
      @Nullable String signature,
      @Nullable String key) {
    return new Evaluation(
        Ledgers.envelope(1), envelopeHash, status, Optional.of(transcript), signature, key);
  }

  /** A transcript as it was stored once it was signed. */
  private static String signed() {
    return String.valueOf(SIGNING.prepare(Ledgers.evaluated(1)).text(EntryColumn.TRANSCRIPT_JSON));
  }

  private static String changed(String name, String value) {
    Members members = (Members) JsonValue.parse(signed());
    org.auditledger.canonical.CanonicalBytes bytes = new org.auditledger.canonical.CanonicalBytes();
    members.with(name, value).writePython(bytes);
    return new String(bytes.toBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void everything_that_follows_is_derived_and_signed() {
    PreparedEntry entry = SIGNING.prepare(Ledgers.evaluated(1));
    assertThat(entry.text(EntryColumn.ENVELOPE_HASH))
        .isEqualTo(
            "sha256:"
                + Ledgers.hash(
                    "{\"human_attestation\":null,\"notes\":[],\"reasoning\":\"because of 1\","
                        + "\"score\":1e+16,\"verdict\":\"FLAG\",\"verifier_result\":"
                        + "{\"checked_assertions\":1,\"status\":\"AGREED\"},\"z\":-0.0}"));
    assertThat(entry.text(EntryColumn.ENVELOPE_JSON))
        .contains("\"score\": 10000000000000000", "\"z\": 0.0");
    assertThat(entry.text(EntryColumn.VERIFIER_STATUS)).isEqualTo("AGREED");
    assertThat(entry.text(EntryColumn.REASONING)).isEqualTo("because of 1");
    assertThat(entry.text(EntryColumn.SIGNING_KEY_ID)).isEqualTo(Ledgers.KEY.publicKey().keyId());
    assertThat(entry.text(EntryColumn.TRANSCRIPT_SIGNATURE)).hasSize(128);
    assertThat(entry.text(EntryColumn.TRANSCRIPT_JSON))
        .contains(
            "\"request_hash\": \"sha256:" + Ledgers.hash("Evaluate #1 \u00e9\n"),
            "\"response_hash\": \"sha256:"
                + Ledgers.hash("{\"a\":[1e-07,12345678901234567890],\"b\":1.5}"));
  }

  @Test
  void what_was_signed_before_is_taken_as_it_is() {
    PreparedEntry entry = KEYLESS.prepare(draft(Evaluation.of(Ledgers.envelope(1), signed())));
    assertThat(entry.text(EntryColumn.TRANSCRIPT_JSON)).isEqualTo(signed());
    assertThat(entry.text(EntryColumn.SIGNING_KEY_ID)).isEqualTo(Ledgers.KEY.publicKey().keyId());
  }

  @Test
  void a_signature_may_stand_beside_its_transcript() {
    PreparedEntry whole = SIGNING.prepare(Ledgers.evaluated(1));
    String signature = String.valueOf(whole.text(EntryColumn.TRANSCRIPT_SIGNATURE));
    String key = String.valueOf(whole.text(EntryColumn.SIGNING_KEY_ID));
    PreparedEntry entry =
        KEYLESS.prepare(draft(evaluation(null, "AGREED", Ledgers.transcript(1), signature, key)));
    assertThat(entry.text(EntryColumn.TRANSCRIPT_JSON)).isEqualTo(signed());
  }

  @Test
  void an_envelope_needs_no_transcript() {
    PreparedEntry entry = KEYLESS.prepare(draft(Evaluation.of("{\"verdict\":\"FLAG\"}")));
    assertThat(entry.text(EntryColumn.ENVELOPE_JSON)).isEqualTo("{\"verdict\": \"FLAG\"}");
    assertThat(entry.text(EntryColumn.VERIFIER_STATUS)).isNull();
    assertThat(entry.text(EntryColumn.TRANSCRIPT_JSON)).isNull();
  }

  @Test
  void a_transcript_without_a_signature_needs_a_key() {
    assertThatThrownBy(() -> KEYLESS.prepare(Ledgers.evaluated(1)))
        .hasMessage(
            "transcript_json lacks a signature_hex, and there is no key here to sign it with");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"verdict\":\"CLEAR\"} | verdict is \"FLAG\", the envelope says \"CLEAR\"",
        "{\"verdict\":\"FLAG\" | envelope_json: no } at byte 18",
        "[] | envelope_json is no JSON object",
        "{\"verifier_result\":{\"status\":\"FINE\"}} | verifier_result.status is none of [AGREED",
      })
  void an_envelope_that_does_not_fit_is_refused(String envelope, String why) {
    assertThatThrownBy(() -> SIGNING.prepare(draft(Evaluation.of(envelope))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why);
  }

  @ParameterizedTest
  @CsvSource({
    "request_hash,sha256:00,request_hash is \"sha256:00\"",
    "request_canonical,other,request_hash is \"sha256:",
    "response_hash,sha256:00,response_hash is \"sha256:00\"",
    "response_canonical,other,response_hash is \"sha256:",
    "signature_hex,00,signature_hex is not 128",
    "signing_key_id,sha256:00,signing_key_id is not sha256:",
  })
  void a_transcript_that_does_not_fit_is_refused(String member, String value, String why) {
    Evaluation evaluation = Evaluation.of(Ledgers.envelope(1), changed(member, value));
    assertThatThrownBy(() -> SIGNING.prepare(draft(evaluation)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void a_signature_under_our_key_is_verified() {
    Evaluation evaluation =
        Evaluation.of(Ledgers.envelope(1), changed("signature_hex", "ab".repeat(64)));
    assertThatThrownBy(() -> SIGNING.prepare(draft(evaluation)))
        .hasMessageStartingWith("signature_hex: ");
    // Whoever trusts another key judges it: that is no business of a writer that does not.
    assertThat(KEYLESS.prepare(draft(evaluation)).hasEvaluation()).isTrue();
  }

  @Test
  void what_a_caller_says_besides_has_to_be_so() {
    String hash = "sha256:" + "0".repeat(64);
    assertThatThrownBy(() -> SIGNING.prepare(draft(evaluation(hash, null, signed(), null, null))))
        .hasMessageStartingWith("envelope_hash is \"" + hash + "\", computed sha256:");
    assertThatThrownBy(
            () -> SIGNING.prepare(draft(evaluation(null, "UNVERIFIABLE", signed(), null, null))))
        .hasMessage("verifier_status is \"UNVERIFIABLE\", the envelope says \"AGREED\"");
    assertThatThrownBy(() -> SIGNING.prepare(draft(evaluation(null, null, signed(), null, hash))))
        .hasMessageStartingWith("signing_key_id is \"" + hash + "\", the transcript says");
    assertThatThrownBy(
            () ->
                SIGNING.prepare(
                    draft(Evaluation.of(Ledgers.envelope(1))).because("another reason", null)))
        .hasMessageStartingWith("reasoning is \"another reason\", the envelope says");
  }
}
