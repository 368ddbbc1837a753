package org.auditledger.append;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.JsonValue;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Evaluation;
import org.auditledger.entry.Verdict;
import org.jspecify.annotations.Nullable;

/** Whatever a draft says, and however its line spells it, it is read as it was. */
class EntryLinePropertiesTest {

  private static final String[] NUMBERS = {
    "0", "-1", "18446744073709551616", "0.0", "-0.0", "1.5", "1e+16", "1e-07", "5e-324", "0.1"
  };

  @Property(tries = 300)
  void a_line_made_from_a_draft_reads_back_equal(
      @ForAll("drafts") EntryDraft draft, @ForAll long spelling) {
    Random random = new Random(spelling);
    assertThat(EntryLine.read(line(draft, random).getBytes(UTF_8))).isEqualTo(draft);
  }

  private static String line(EntryDraft draft, Random random) {
    Map<String, @Nullable String> members = new LinkedHashMap<>();
    members.put("verdict", draft.verdict().name());
    members.put("telemetry_id", draft.telemetryId());
    members.put("telemetry_hash", draft.telemetryHash());
    members.put("ski_model_version", draft.skiModelVersion());
    members.put("rule_id", draft.ruleId());
    members.put("knowledge_graph_version", draft.knowledgeGraphVersion());
    members.put("reasoning", draft.reasoning());
    members.put("track", draft.track());
    members.put("escalation_status", draft.escalationStatus());
    members.put("escalation_notes", draft.escalationNotes());
    members.put("envelope_hash", draft.evaluation().map(Evaluation::envelopeHash).orElse(null));
    members.put("verifier_status", draft.evaluation().map(Evaluation::verifierStatus).orElse(null));
    members.put(
        "transcript_signature",
        draft.evaluation().map(Evaluation::transcriptSignature).orElse(null));
    members.put("signing_key_id", draft.evaluation().map(Evaluation::signingKeyId).orElse(null));
    List<String> spelled = new ArrayList<>();
    members.forEach(
        (name, value) -> {
          if (value != null || random.nextBoolean()) {
            spelled.add(member(name, value == null ? "null" : literal(value, random), random));
          }
        });
    draft
        .evaluation()
        .ifPresent(
            evaluation -> {
              spelled.add(member("envelope_json", evaluation.envelope(), random));
              evaluation
                  .transcript()
                  .ifPresent(text -> spelled.add(member("transcript_json", text, random)));
            });
    Collections.shuffle(spelled, random);
    return "{" + String.join(space(random) + "," + space(random), spelled) + "}";
  }

  private static String member(String name, String value, Random random) {
    return literal(name, random) + space(random) + ":" + space(random) + value;
  }

  private static String space(Random random) {
    return " \t\r\n".substring(random.nextInt(4)).substring(0, random.nextInt(2));
  }

  /** A string as it is, where it may be, or with escapes that it does not need. */
  private static String literal(String text, Random random) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean needed = c < ' ' || c == '"' || c == '\\';
      boolean escaped = needed || (!Character.isSurrogate(c) && random.nextInt(5) == 0);
      literal.append(escaped ? "\\u%04x".formatted((int) c) : c);
    }
    return literal.append('"').toString();
  }

  @Provide
  Arbitrary<EntryDraft> drafts() {
    Arbitrary<EntryDraft> needed =
        Combinators.combine(Arbitraries.of(Verdict.class), texts(1), digests(""), texts(1))
            .as(EntryDraft::of);
    Arbitrary<@Nullable String> optional = texts(0).injectNull(0.3);
    Arbitrary<EntryDraft> more =
        Combinators.combine(
                needed, optional, optional, optional, texts(1).injectNull(0.3), optional, optional)
            .as(
                (draft, rule, knowledge, reason, track, status, notes) ->
                    draft.by(rule, knowledge).because(reason, track).escalated(status, notes));
    return Combinators.combine(more, evaluations().optional())
        .as((draft, evidence) -> evidence.map(draft::with).orElse(draft));
  }

  private static Arbitrary<Evaluation> evaluations() {
    Arbitrary<@Nullable String> digests = digests("sha256:").injectNull(0.3);
    return Combinators.combine(
            objects(),
            digests,
            texts(0).injectNull(0.3),
            objects().optional(),
            texts(0).injectNull(0.3),
            digests)
        .as(
            (envelope, hash, status, transcript, signature, key) ->
                new Evaluation(
                    envelope,
                    hash,
                    status,
                    transcript,
                    transcript.isEmpty() ? null : signature,
                    transcript.isEmpty() ? null : key));
  }

  /** Text in the form in which a draft has it: Python's. */
  private static Arbitrary<String> objects() {
    Arbitrary<JsonValue> leaves =
        Arbitraries.oneOf(
            texts(0).map(JsonValue.Text::new),
            Arbitraries.of(NUMBERS).map(JsonValue.Numeral::new),
            Arbitraries.of(JsonValue.Word.class).map(Function.identity()));
    return members(nested(nested(leaves)))
        .map(
            members -> {
              CanonicalBytes bytes = new CanonicalBytes();
              members.writePython(bytes);
              return new String(bytes.toBytes(), UTF_8);
            });
  }

  private static Arbitrary<JsonValue> nested(Arbitrary<JsonValue> values) {
    return Arbitraries.oneOf(
        values, values.list().ofMaxSize(3).map(JsonValue.Values::new), members(values));
  }

  private static Arbitrary<JsonValue.Members> members(Arbitrary<JsonValue> values) {
    return Arbitraries.maps(texts(0), values).ofMaxSize(3).map(JsonValue.Members::new);
  }

  private static Arbitrary<String> digests(String prefix) {
    return Arbitraries.strings()
        .withChars("0123456789abcdef")
        .ofLength(64)
        .map(digits -> prefix + digits);
  }

  /** All of Unicode that can be stored; the far planes in pairs. */
  private static Arbitrary<String> texts(int atLeast) {
    Arbitrary<String> characters =
        Arbitraries.oneOf(
            Arbitraries.chars().range('\u0001', '\u00ff').map(String::valueOf),
            Arbitraries.chars().range('\u0100', '\ud7ff').map(String::valueOf),
            Arbitraries.chars().range('\ue000', '\uffff').map(String::valueOf),
            Arbitraries.integers().between(0x10000, 0x10ffff).map(Character::toString));
    return characters.list().ofMinSize(atLeast).ofMaxSize(8).map(each -> String.join("", each));
  }
}
