package org.auditledger.signature;

import java.math.BigInteger;

/** The numbers inside keys and signatures: 32 bytes, the least significant first. */
final class Encoding {

  private static final int LAST = 31;

  /** 2^255 - 19, the field's prime. */
  private static final BigInteger PRIME =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /** 2^252 + 27742317777372353535851937790883648493, the order of the subgroup. */
  private static final BigInteger ORDER =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** One of the two y of the four points of order 8; the other is its negative. */
  private static final BigInteger ORDER_8_Y =
      new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

  private Encoding() {}

  /** Whether the scalar at {@code offset} is below the group order. */
  static boolean isReducedScalar(byte[] bytes, int offset) {
    int top = bytes[offset + LAST] & 0xff;
    // Below 2^252 in all but one of 2^128 honest signatures: no arithmetic on the way.
    return top < 0x10 || (top == 0x10 && number(bytes, offset).compareTo(ORDER) < 0);
  }

  /**
   * Whether the point at {@code offset} is spelled in the one way that is canonical: y below the
   * prime, and no sign where x is zero. It may still not be on the curve.
   */
  static boolean isCanonicalPoint(byte[] bytes, int offset) {
    // All that is not canonical has, but for the sign, 30 equal bytes in its middle: 00 or ff.
    int middle = bytes[offset + 1];
    if (middle != 0 && middle != -1) {
      return true;
    }
    BigInteger y = number(bytes, offset).clearBit(255);
    boolean negative = bytes[offset + LAST] < 0;
    return y.compareTo(PRIME) < 0 && !(negative && isYOfZeroX(y));
  }

  /** Whether these 32 bytes, canonical, are one of the eight points whose order divides 8. */
  static boolean isSmallOrder(byte[] bytes) {
    BigInteger y = number(bytes, 0).clearBit(255);
    return y.signum() == 0
        || isYOfZeroX(y)
        || y.equals(ORDER_8_Y)
        || y.equals(PRIME.subtract(ORDER_8_Y));
  }

  private static boolean isYOfZeroX(BigInteger y) {
    return y.equals(BigInteger.ONE) || y.equals(PRIME.subtract(BigInteger.ONE));
  }

  private static BigInteger number(byte[] bytes, int offset) {
    byte[] mostSignificantFirst = new byte[LAST + 1];
    for (int i = 0; i <= LAST; i++) {
      mostSignificantFirst[LAST - i] = bytes[offset + i];
    }
    return new BigInteger(1, mostSignificantFirst);
  }
}
