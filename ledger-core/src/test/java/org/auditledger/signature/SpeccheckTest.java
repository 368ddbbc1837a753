package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The twelve edge cases on which Ed25519 implementations disagree. None is accepted here: ten
 * because of the key, which is refused before anybody looks at a signature, two because of S.
 */
class SpeccheckTest {

  private static final List<SignatureVector> CASES = SignatureVector.read("speccheck.jsonl");

  private static final Map<Integer, KeyRefusal> REFUSED_KEYS =
      Map.ofEntries(
          // A of small order: 0 would otherwise hold for any message whatever.
          Map.entry(0, KeyRefusal.SMALL_ORDER),
          Map.entry(1, KeyRefusal.SMALL_ORDER),
          // A with a torsion part: 2 and 3 hold in both equations, 4 and 5 only with the cofactor.
          Map.entry(2, KeyRefusal.NOT_IN_SUBGROUP),
          Map.entry(3, KeyRefusal.NOT_IN_SUBGROUP),
          Map.entry(4, KeyRefusal.NOT_IN_SUBGROUP),
          Map.entry(5, KeyRefusal.NOT_IN_SUBGROUP),
          // Here R is not canonical either; the key is what is seen first.
          Map.entry(8, KeyRefusal.NOT_IN_SUBGROUP),
          Map.entry(9, KeyRefusal.NOT_IN_SUBGROUP),
          // A is a negative zero.
          Map.entry(10, KeyRefusal.NOT_CANONICAL),
          Map.entry(11, KeyRefusal.NOT_CANONICAL));

  @Test
  void ten_cases_are_refused_for_their_key() {
    for (SignatureVector vector : CASES) {
      if (REFUSED_KEYS.containsKey(vector.id())) {
        assertThat(vector.key())
            .as(vector.toString())
            .isEqualTo(new KeyReading.Refused<>(REFUSED_KEYS.get(vector.id())));
      }
    }
  }

  @Test
  void the_two_with_an_honest_key_have_an_s_that_is_not_reduced() {
    List<SignatureVector> others =
        CASES.stream().filter(vector -> !REFUSED_KEYS.containsKey(vector.id())).toList();
    assertThat(others).extracting(SignatureVector::id).containsExactly(6, 7);
    assertThat(others)
        .extracting(SignatureVector::check)
        .containsOnly(SignatureCheck.S_NOT_REDUCED);
  }

  @Test
  void the_r_of_cases_8_and_9_is_refused_under_an_honest_key_too() {
    PublicKey honest = CASES.get(6).key().orThrow("case 6");
    for (int id : new int[] {8, 9}) {
      SignatureVector vector = CASES.get(id);
      assertThat(
              honest.verify(
                  SignatureVector.hex(vector.message()), SignatureVector.hex(vector.signature())))
          .isEqualTo(SignatureCheck.R_NOT_CANONICAL);
    }
  }
}
