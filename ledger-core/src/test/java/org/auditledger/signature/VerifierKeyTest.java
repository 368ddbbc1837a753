package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {

  private static final String LINE =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  @Test
  void the_published_note_verifies() {
    VerifierKey key = VerifierKey.parse(LINE).orThrow("the example");
    byte[] signature =
        Base64.getDecoder()
            .decode(
                "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1"
                    + "Yu72IneyaQM=");
    assertThat(key.name()).isEqualTo("example.com/foo");
    assertThat(key.id()).isEqualTo(0x530d903a).isEqualTo(ByteBuffer.wrap(signature).getInt());
    assertThat(key).hasToString(LINE);
    byte[] text = "This is an example message.\n".getBytes(StandardCharsets.UTF_8);
    byte[] raw = Arrays.copyOfRange(signature, 4, signature.length);
    assertThat(key.key().verify(text, raw)).isEqualTo(SignatureCheck.VALID);
    assertThat(key.key().verify(Arrays.copyOf(text, text.length - 1), raw))
        .isEqualTo(SignatureCheck.MISMATCH);
  }

  @Test
  void an_id_with_leading_zeros_keeps_its_eight_digits() {
    VerifierKey example = VerifierKey.parse(LINE).orThrow("the example");
    for (int i = 0; ; i++) {
      VerifierKey key = new VerifierKey("name" + i, example.key());
      if (key.id() >>> 28 == 0) {
        assertThat(VerifierKey.parse(key.toString())).isEqualTo(new KeyReading.Accepted<>(key));
        return;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', NOT_A_VERIFIER_KEY",
    "example.com/foo, NOT_A_VERIFIER_KEY",
    "example.com/foo+530d903a, NOT_A_VERIFIER_KEY",
    "example.com/foo+530d903a+, NOT_A_VERIFIER_KEY",
    // The id: upper case, short, long, wrong; and the right one for another name.
    "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k, NOT_A_VERIFIER_KEY",
    "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k, NOT_A_VERIFIER_KEY",
    "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k, NOT_A_VERIFIER_KEY",
    "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k, VERIFIER_KEY_ID",
    "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k, VERIFIER_KEY_ID",
    // The key: truncated, lengthened, padded for nothing, another algorithm, no point.
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2, NOT_A_VERIFIER_KEY",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv, WRONG_LENGTH",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAAAA, WRONG_LENGTH",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k==, NOT_A_VERIFIER_KEY",
    "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k, OTHER_ALGORITHM",
    "example.com/foo+530d903a+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, SMALL_ORDER",
    "example.com/foo+530d903a+AR==, NOT_A_VERIFIER_KEY",
    // The name.
    "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k, KEY_NAME",
    "a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k, KEY_NAME",
    "a+b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k, NOT_A_VERIFIER_KEY"
  })
  void any_other_line_is_refused(String line, KeyRefusal reason) {
    assertThat(VerifierKey.parse(line)).isEqualTo(new KeyReading.Refused<VerifierKey>(reason));
  }

  @Test
  void nothing_stands_around_the_line() {
    for (String line : new String[] {LINE + "\n", " " + LINE, LINE + "\n" + LINE}) {
      assertThat(VerifierKey.parse(line)).isInstanceOf(KeyReading.Refused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\tb",
        "a\nb",
        "a\u00a0b",
        "a\u0085b",
        "a\u2028b",
        "a\u3000b",
        "a+b",
        "a\u0000b",
        "a\ud800b"
      })
  void a_name_that_a_note_cannot_carry_is_refused(String name) {
    PublicKey key = VerifierKey.parse(LINE).orThrow("the example").key();
    assertThat(VerifierKey.isName(name)).isFalse();
    assertThatThrownBy(() -> new VerifierKey(name, key))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_name_may_be_any_other_text() {
    assertThat(VerifierKey.isName("ledger/ü☃\ud83d\ude00")).isTrue();
  }
}
