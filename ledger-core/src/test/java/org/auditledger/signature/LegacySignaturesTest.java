package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auditledger.entry.Digest;
import org.auditledger.row.ColumnType;
import org.auditledger.row.RowView;
import org.auditledger.testing.LegacyVectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The signatures that the ancestor made, under the keys that it published. */
class LegacySignaturesTest {

  private static final TrustedKeys TRUSTED =
      trusted("transcript-1.ed25519.pub")
          .and(trusted("transcript-2.ed25519.pub"))
          .orThrow("the ancestor's keys");

  /** What a row says of its signature. */
  private record Signed(Digest request, Digest response, String signature, String keyId) {

    static Signed read(RowView row) {
      JsonNode transcript =
          JsonMapper.shared()
              .readTree(row.text(row.layout().require("transcript_json", ColumnType.JSONB)));
      String signature = row.text(row.layout().require("transcript_signature", ColumnType.TEXT));
      assertThat(transcript.get("signature_hex").stringValue()).isEqualTo(signature);
      return new Signed(
          digest(transcript.get("request_hash")),
          digest(transcript.get("response_hash")),
          signature,
          row.text(row.layout().require("signing_key_id", ColumnType.TEXT)));
    }

    private static Digest digest(JsonNode hash) {
      assertThat(hash.stringValue()).startsWith("sha256:");
      return Digest.ofHex(hash.stringValue().substring("sha256:".length()));
    }

    SignatureCheck check(PublicKey key) {
      return TranscriptSignature.check(request, response, signature, key);
    }
  }

  @Test
  void every_signature_is_valid_under_the_key_it_names_and_no_other() {
    List<Signed> rows = signed();
    assertThat(rows).hasSize(81);
    for (Signed row : rows) {
      for (PublicKey key : TRUSTED.transcriptKeys()) {
        assertThat(row.check(key))
            .isEqualTo(
                key.keyId().equals(row.keyId()) ? SignatureCheck.VALID : SignatureCheck.MISMATCH);
      }
      assertThat(TRUSTED.forTranscripts(row.keyId())).isPresent();
    }
  }

  @Test
  void both_keys_were_used() {
    assertThat(signed().stream().map(Signed::keyId).distinct())
        .containsExactlyInAnyOrderElementsOf(
            TRUSTED.transcriptKeys().stream().map(PublicKey::keyId).toList());
  }

  private static List<Signed> signed() {
    return LegacyVectors.entriesOfV30().rows().stream()
        .filter(row -> !row.isNull(row.layout().find("transcript_signature")))
        .map(Signed::read)
        .toList();
  }

  private static TrustedKeys trusted(String file) {
    return TrustedKeys.read(LegacyVectors.text(file)).orThrow(file);
  }
}
