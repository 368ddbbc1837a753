package org.auditledger.append;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.auditledger.canonical.CanonicalBytes;
import org.auditledger.canonical.JsonValue;
import org.auditledger.canonical.JsonValue.Members;
import org.auditledger.canonical.MalformedJsonException;
import org.auditledger.entry.Digest;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Evaluation;
import org.auditledger.entry.Quoted;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.SignatureCheck;
import org.auditledger.signature.TranscriptSignature;
import org.jspecify.annotations.Nullable;

/**
 * Makes drafts ready to be written: derives what follows from an envelope and a transcript, and
 * compares it with what the caller says it is. Safe for many threads at once.
 */
final class Preparation {

  private static final Set<String> STATUSES =
      Set.of("AGREED", "LLM_CONTRADICTION", "NEURO_SYMBOLIC_DIVERGENCE", "UNVERIFIABLE");

  private static final HexFormat HEX = HexFormat.of();

  private final Optional<PrivateKey> transcriptKey;

  Preparation(Optional<PrivateKey> transcriptKey) {
    this.transcriptKey = transcriptKey;
  }

  /**
   * Checks the draft, and makes it bytes.
   *
   * @throws IllegalArgumentException when it contradicts itself, with the member that does
   */
  PreparedEntry prepare(EntryDraft draft) {
    PreparedEntry entry = new PreparedEntry(draft);
    draft
        .evaluation()
        .ifPresent(
            evaluation -> {
              setEnvelope(entry, draft, evaluation);
              evaluation
                  .transcript()
                  .ifPresent(transcript -> setTranscript(entry, evaluation, transcript));
            });
    return entry;
  }

  private static void setEnvelope(PreparedEntry entry, EntryDraft draft, Evaluation evaluation) {
    Members envelope = object("envelope_json", evaluation.envelope());
    requireSame("verdict", draft.verdict().name(), "the envelope", envelope.text("verdict"));
    Optional<String> reasoning = envelope.text("reasoning");
    if (draft.reasoning() == null) {
      reasoning.ifPresent(text -> entry.set(EntryColumn.REASONING, text));
    } else {
      requireSame("reasoning", draft.reasoning(), "the envelope", reasoning);
    }
    String hash = "sha256:" + pythonDigest(envelope);
    requireDerived("envelope_hash", evaluation.envelopeHash(), hash);
    entry.set(EntryColumn.ENVELOPE_JSON, jsonb(envelope));
    entry.set(EntryColumn.ENVELOPE_HASH, hash);
    String status = status(envelope);
    if (evaluation.verifierStatus() != null && !evaluation.verifierStatus().equals(status)) {
      throw differs("verifier_status", evaluation.verifierStatus(), "the envelope", status);
    }
    entry.set(EntryColumn.VERIFIER_STATUS, status);
  }

  private static @Nullable String status(Members envelope) {
    String status =
        envelope
            .find("verifier_result")
            .filter(Members.class::isInstance)
            .flatMap(result -> ((Members) result).text("status"))
            .orElse(null);
    if (status != null && !STATUSES.contains(status)) {
      throw new IllegalArgumentException(
          "verifier_result.status is none of " + STATUSES.stream().sorted().toList());
    }
    return status;
  }

  private void setTranscript(PreparedEntry entry, Evaluation evaluation, String text) {
    Members transcript = object("transcript_json", text);
    String asked =
        transcript.text("request_canonical").orElseThrow(() -> lacks("a string request_canonical"));
    JsonValue answered =
        transcript.find("response_canonical").orElseThrow(() -> lacks("a response_canonical"));
    Digest request = Digest.sha256(asked.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Digest response = pythonDigest(answered);
    transcript = derived(transcript, "request_hash", "sha256:" + request);
    transcript = derived(transcript, "response_hash", "sha256:" + response);
    if (transcript.find("signature_hex").isEmpty() && evaluation.transcriptSignature() == null) {
      transcript = sign(transcript, request, response);
    } else {
      transcript = given(transcript, "signature_hex", evaluation.transcriptSignature());
    }
    transcript = given(transcript, "signing_key_id", evaluation.signingKeyId());
    String signature = transcript.text("signature_hex").orElseThrow(() -> lacks("signature_hex"));
    String key = transcript.text("signing_key_id").orElseThrow(() -> lacks("signing_key_id"));
    requireSigned(request, response, signature, key);
    entry.set(EntryColumn.TRANSCRIPT_JSON, jsonb(transcript));
    entry.set(EntryColumn.TRANSCRIPT_SIGNATURE, signature);
    entry.set(EntryColumn.SIGNING_KEY_ID, key);
  }

  private Members sign(Members transcript, Digest request, Digest response) {
    PrivateKey key =
        transcriptKey.orElseThrow(
            () -> lacks("a signature_hex, and there is no key here to sign it with"));
    byte[] signature = key.sign(TranscriptSignature.message(request, response));
    return derived(transcript, "signing_key_id", key.publicKey().keyId())
        .with("signature_hex", HEX.formatHex(signature));
  }

  /** Who signed with another key than ours is judged by whoever trusts that key. */
  private void requireSigned(Digest request, Digest response, String signature, String key) {
    if (signature.length() != 128 || !signature.matches("[0-9a-f]+")) {
      throw new IllegalArgumentException("signature_hex is not 128 lower-case hexadecimal digits");
    }
    if (!key.startsWith("sha256:") || !Digest.isHex(key.substring(7))) {
      throw new IllegalArgumentException("signing_key_id is not sha256: and a digest");
    }
    if (transcriptKey.isPresent() && transcriptKey.get().publicKey().keyId().equals(key)) {
      SignatureCheck check =
          TranscriptSignature.check(request, response, signature, transcriptKey.get().publicKey());
      if (check != SignatureCheck.VALID) {
        throw new IllegalArgumentException("signature_hex: " + check.sentence());
      }
    }
  }

  private static Members object(String member, String text) {
    JsonValue value;
    try {
      value = JsonValue.parse(text);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(member + ": " + e.getMessage(), e);
    }
    if (value instanceof Members members) {
      return members;
    }
    throw new IllegalArgumentException(member + " is no JSON object");
  }

  /** The object with this member, which has to be what it is if it is there. */
  private static Members derived(Members object, String name, String value) {
    if (object.find(name).isEmpty()) {
      return object.with(name, value);
    }
    requireDerived(name, object.text(name).orElse("no string"), value);
    return object;
  }

  /** The object with what was given beside it. */
  private static Members given(Members object, String name, @Nullable String value) {
    if (value == null) {
      return object;
    }
    if (object.find(name).isEmpty()) {
      return object.with(name, value);
    }
    requireSame(name, value, "the transcript", object.text(name));
    return object;
  }

  private static void requireDerived(String member, @Nullable String given, String derived) {
    if (given != null && !given.equals(derived)) {
      throw new IllegalArgumentException(
          member + " is " + Quoted.of(given) + ", computed " + derived);
    }
  }

  /** Where the other says nothing, nothing contradicts. */
  private static void requireSame(
      String member, String given, String other, Optional<String> said) {
    if (said.isPresent() && !said.get().equals(given)) {
      throw differs(member, given, other, said.get());
    }
  }

  private static IllegalArgumentException differs(
      String member, String given, String other, @Nullable String said) {
    return new IllegalArgumentException(
        member + " is " + shown(given) + ", " + other + " says " + shown(said));
  }

  private static String shown(@Nullable String text) {
    return text == null ? "nothing" : Quoted.of(text);
  }

  private static IllegalArgumentException lacks(String what) {
    return new IllegalArgumentException("transcript_json lacks " + what);
  }

  private static Digest pythonDigest(JsonValue value) {
    CanonicalBytes bytes = new CanonicalBytes();
    value.writePython(bytes);
    return bytes.digest();
  }

  private static byte[] jsonb(JsonValue value) {
    CanonicalBytes bytes = new CanonicalBytes();
    value.writeJsonb(bytes);
    return bytes.toBytes();
  }
}
