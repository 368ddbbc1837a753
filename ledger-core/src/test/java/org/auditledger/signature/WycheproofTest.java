package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.signature.SignatureVector.hex;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WycheproofTest {

  static List<SignatureVector> vectors() {
    return SignatureVector.read("wycheproof-ed25519.jsonl");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_verdict_is_the_published_one(SignatureVector vector) {
    SignatureCheck check = vector.check();
    if (vector.line().get("valid").booleanValue()) {
      assertThat(check).isEqualTo(SignatureCheck.VALID);
    } else {
      assertThat(check).isNotEqualTo(SignatureCheck.VALID);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_verdict_is_the_same_inside_larger_arrays(SignatureVector vector) {
    byte[] message = hex("aa" + vector.message() + "bb");
    byte[] signature = hex("cccc" + vector.signature() + "dd");
    assertThat(
            vector
                .key()
                .orThrow("vector")
                .verify(message, 1, message.length - 2, signature, 2, signature.length - 3))
        .isEqualTo(vector.check());
  }

  @Test
  void every_reason_occurs_as_often_as_arithmetic_on_the_file_says() {
    Map<SignatureCheck, Integer> counts = new EnumMap<>(SignatureCheck.class);
    vectors().forEach(vector -> counts.merge(vector.check(), 1, Integer::sum));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                SignatureCheck.VALID, 88,
                SignatureCheck.WRONG_LENGTH, 12,
                SignatureCheck.S_NOT_REDUCED, 17,
                SignatureCheck.R_NOT_CANONICAL, 5,
                SignatureCheck.MISMATCH, 29));
  }
}
