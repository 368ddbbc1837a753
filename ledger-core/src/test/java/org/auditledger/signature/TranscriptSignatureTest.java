package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import org.auditledger.entry.Digest;
import org.junit.jupiter.api.Test;

class TranscriptSignatureTest {

  private static final Digest ASKED = Digest.sha256(new byte[] {1});
  private static final Digest ANSWERED = Digest.sha256(new byte[] {2});

  private final PrivateKey key = PrivateKey.generate(new SecureRandom());
  private final String signature =
      HexFormat.of().formatHex(key.sign(TranscriptSignature.message(ASKED, ANSWERED)));

  @Test
  void both_digests_are_signed_with_their_prefix_and_a_bar_between() {
    assertThat(new String(TranscriptSignature.message(ASKED, ANSWERED), StandardCharsets.US_ASCII))
        .isEqualTo(
            "sha256:4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"
                + "|sha256:dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986");
  }

  @Test
  void question_answer_and_key_must_be_those_that_were_signed() {
    assertThat(check(ASKED, ANSWERED, signature)).isEqualTo(SignatureCheck.VALID);
    assertThat(check(ANSWERED, ASKED, signature)).isEqualTo(SignatureCheck.MISMATCH);
    assertThat(check(ASKED, ASKED, signature)).isEqualTo(SignatureCheck.MISMATCH);
    assertThat(
            TranscriptSignature.check(
                ASKED, ANSWERED, signature, PrivateKey.generate(new SecureRandom()).publicKey()))
        .isEqualTo(SignatureCheck.MISMATCH);
  }

  @Test
  void a_signature_is_spelled_in_lower_case_hexadecimal() {
    assertThat(check(ASKED, ANSWERED, signature.replace(signature.charAt(0), 'g')))
        .isEqualTo(SignatureCheck.NOT_HEX);
    assertThat(check(ASKED, ANSWERED, "ab".repeat(64).toUpperCase(Locale.ROOT)))
        .isEqualTo(SignatureCheck.NOT_HEX);
    assertThat(check(ASKED, ANSWERED, signature + " ")).isEqualTo(SignatureCheck.NOT_HEX);
    assertThat(check(ASKED, ANSWERED, signature.substring(1))).isEqualTo(SignatureCheck.NOT_HEX);
    assertThat(check(ASKED, ANSWERED, "٣".repeat(128))).isEqualTo(SignatureCheck.NOT_HEX);
    assertThat(check(ASKED, ANSWERED, "")).isEqualTo(SignatureCheck.WRONG_LENGTH);
    assertThat(check(ASKED, ANSWERED, signature.substring(2)))
        .isEqualTo(SignatureCheck.WRONG_LENGTH);
  }

  private SignatureCheck check(Digest request, Digest response, String hex) {
    return TranscriptSignature.check(request, response, hex, key.publicKey());
  }
}
