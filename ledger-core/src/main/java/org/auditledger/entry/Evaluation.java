package org.auditledger.entry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model said, and the conversation behind it. The texts are JSON, as the caller has them;
 * the writer derives what follows from them, and where it is given here it has to be the same.
 *
 * @param envelope a JSON object: what the model decided, and how that was verified
 * @param envelopeHash {@code sha256:} and 64 hexadecimal digits
 * @param verifierStatus what the envelope says under {@code verifier_result.status}
 * @param transcript a JSON object: what was asked and answered, signed
 * @param transcriptSignature what the transcript says under {@code signature_hex}
 * @param signingKeyId what the transcript says under {@code signing_key_id}
 */
public record Evaluation(
    String envelope,
    @Nullable String envelopeHash,
    @Nullable String verifierStatus,
    Optional<String> transcript,
    @Nullable String transcriptSignature,
    @Nullable String signingKeyId) {

  public Evaluation {
    if (envelopeHash != null) {
      EntryText.requireDigest("envelope_hash", "sha256:", envelopeHash);
    }
    if (transcript.isEmpty() && (transcriptSignature != null || signingKeyId != null)) {
      throw new IllegalArgumentException(
          "transcript_signature and signing_key_id come with a transcript_json");
    }
    if (signingKeyId != null) {
      EntryText.requireDigest("signing_key_id", "sha256:", signingKeyId);
    }
  }

  /** An envelope without a transcript. */
  public static Evaluation of(String envelope) {
    return new Evaluation(envelope, null, null, Optional.empty(), null, null);
  }

  /** An envelope and the transcript behind it. */
  public static Evaluation of(String envelope, String transcript) {
    return new Evaluation(envelope, null, null, Optional.of(transcript), null, null);
  }
}
