package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class EncodingTest {

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger L =
      new BigInteger("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);
  private static final BigInteger SIGN = BigInteger.TWO.pow(255);
  private static final BigInteger ONE = BigInteger.ONE;

  @Test
  void a_scalar_is_reduced_up_to_the_group_order_and_not_from_it_on() {
    assertThat(isReduced(BigInteger.ZERO)).isTrue();
    assertThat(isReduced(L.subtract(ONE))).isTrue();
    assertThat(isReduced(BigInteger.TWO.pow(252))).isTrue();
    assertThat(isReduced(L)).isFalse();
    assertThat(isReduced(L.add(ONE))).isFalse();
    assertThat(isReduced(BigInteger.TWO.pow(253))).isFalse();
    assertThat(isReduced(SIGN)).isFalse();
    assertThat(isReduced(BigInteger.TWO.pow(256).subtract(ONE))).isFalse();
  }

  @Test
  void a_point_is_canonical_below_the_prime_and_not_from_it_on() {
    for (BigInteger sign : new BigInteger[] {BigInteger.ZERO, SIGN}) {
      assertThat(isCanonical(BigInteger.ZERO.add(sign))).isTrue();
      assertThat(isCanonical(BigInteger.TWO.add(sign))).isTrue();
      assertThat(isCanonical(P.subtract(BigInteger.TWO).add(sign))).isTrue();
      for (BigInteger y = P; y.compareTo(SIGN) < 0; y = y.add(ONE)) {
        assertThat(isCanonical(y.add(sign))).as(y.toString(16)).isFalse();
      }
    }
  }

  @Test
  void a_zero_has_no_sign() {
    assertThat(isCanonical(ONE)).isTrue();
    assertThat(isCanonical(P.subtract(ONE))).isTrue();
    assertThat(isCanonical(ONE.add(SIGN))).isFalse();
    assertThat(isCanonical(P.subtract(ONE).add(SIGN))).isFalse();
  }

  private static boolean isReduced(BigInteger number) {
    return Encoding.isReducedScalar(atOffset3(number), 3);
  }

  private static boolean isCanonical(BigInteger number) {
    return Encoding.isCanonicalPoint(atOffset3(number), 3);
  }

  private static byte[] atOffset3(BigInteger number) {
    byte[] bytes = new byte[40];
    for (int i = 0; i < 32; i++) {
      bytes[3 + i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}
