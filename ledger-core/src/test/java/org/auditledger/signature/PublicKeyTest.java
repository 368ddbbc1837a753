package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.signature.SignatureVector.hex;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyTest {

  private static final String KEY =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  private static final String SECRET =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
  private static final byte[] SIGNATURE =
      hex(
          "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
              + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  private static final BigInteger L =
      new BigInteger("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The eight points whose order divides 8, each in its canonical form.
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"
      })
  void a_point_of_small_order_is_no_key(String point) {
    assertRefused(hex(point), KeyRefusal.SMALL_ORDER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // y = p, p + 1 and 2^255 - 1; and the two negative zeros.
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void a_second_spelling_of_a_point_is_no_key(String point) {
    assertRefused(hex(point), KeyRefusal.NOT_CANONICAL);
  }

  @Test
  void a_number_that_is_no_point_is_no_key() {
    assertRefused(
        hex("0200000000000000000000000000000000000000000000000000000000000000"),
        KeyRefusal.NOT_ON_CURVE);
  }

  @Test
  void other_lengths_are_no_key() {
    assertRefused(new byte[0], KeyRefusal.WRONG_LENGTH);
    assertRefused(Arrays.copyOf(hex(KEY), 31), KeyRefusal.WRONG_LENGTH);
    assertRefused(Arrays.copyOf(hex(KEY), 33), KeyRefusal.WRONG_LENGTH);
  }

  @Test
  void a_key_keeps_its_bytes_whoever_writes_into_theirs() {
    byte[] given = hex(KEY);
    PublicKey key = PublicKey.ofRaw(given).orThrow("key");
    given[0] ^= 1;
    key.raw()[1] ^= 1;
    assertThat(key.raw()).isEqualTo(hex(KEY));
    assertThat(key.verify(new byte[0], SIGNATURE)).isEqualTo(SignatureCheck.VALID);
  }

  @Test
  void keys_are_equal_when_their_bytes_are() {
    PublicKey key = key();
    assertThat(key).isEqualTo(key()).hasSameHashCodeAs(key());
    assertThat(key)
        .isNotEqualTo(
            PublicKey.ofRaw(hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
                .orThrow("key"));
  }

  @Test
  void the_id_is_the_digest_of_the_raw_key() {
    assertThat(key().keyId())
        .isEqualTo("sha256:21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9");
  }

  @Test
  void every_bit_of_a_signature_counts() {
    PublicKey key = key();
    for (int bit = 0; bit < 512; bit++) {
      byte[] changed = SIGNATURE.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(key.verify(new byte[0], changed))
          .as("bit %d", bit)
          .isNotEqualTo(SignatureCheck.VALID);
    }
    assertThat(key.verify(new byte[1], SIGNATURE)).isEqualTo(SignatureCheck.MISMATCH);
  }

  @Test
  void a_signature_has_no_second_spelling() {
    byte[] sPlusL = SIGNATURE.clone();
    write(number(SIGNATURE, 32).add(L), sPlusL, 32);
    assertThat(key().verify(new byte[0], sPlusL)).isEqualTo(SignatureCheck.S_NOT_REDUCED);
  }

  @Test
  void a_signature_of_another_length_is_none() {
    for (int length : new int[] {0, 32, 63, 65, 128}) {
      assertThat(key().verify(new byte[0], Arrays.copyOf(SIGNATURE, length)))
          .isEqualTo(SignatureCheck.WRONG_LENGTH);
    }
  }

  @Test
  void an_r_that_is_no_point_does_not_match() {
    byte[] changed = SIGNATURE.clone();
    write(BigInteger.TWO, changed, 0);
    assertThat(key().verify(new byte[0], changed)).isEqualTo(SignatureCheck.MISMATCH);
  }

  /**
   * What only the holder can do: R is the neutral element or another point of small order, and S is
   * {@code k} times the secret scalar. The equation with the cofactor holds. Without it, it holds
   * for the neutral element only, so that other verifiers refuse the second signature.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
      })
  void an_r_of_small_order_is_accepted_from_the_holder_of_the_key(String r)
      throws NoSuchAlgorithmException {
    byte[] message = {42};
    MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
    byte[] expanded = sha512.digest(hex(SECRET));
    expanded[0] &= (byte) 0xf8;
    expanded[31] = (byte) ((expanded[31] & 0x7f) | 0x40);
    sha512.update(hex(r));
    sha512.update(hex(KEY));
    BigInteger k = littleEndian(sha512.digest(message));
    byte[] signature = Arrays.copyOf(hex(r), 64);
    write(k.multiply(number(expanded, 0)).mod(L), signature, 32);

    assertThat(key().verify(message, signature)).isEqualTo(SignatureCheck.VALID);
    assertThat(key().verify(new byte[] {43}, signature)).isEqualTo(SignatureCheck.MISMATCH);
  }

  @Test
  void a_refusal_says_what_why_and_what_next() {
    assertThatThrownBy(() -> PublicKey.ofRaw(new byte[32]).orThrow("trusted key a.pub"))
        .isInstanceOf(RefusedKeyException.class)
        .hasMessage(
            "trusted key a.pub: the public key is one of the few points of small order, for which"
                + " anybody can forge; no honest tool writes such a key; do not trust what it"
                + " signed");
  }

  private static PublicKey key() {
    return PublicKey.ofRaw(hex(KEY)).orThrow("key");
  }

  private static void assertRefused(byte[] raw, KeyRefusal reason) {
    assertThat(PublicKey.ofRaw(raw)).isEqualTo(new KeyReading.Refused<PublicKey>(reason));
  }

  private static BigInteger number(byte[] bytes, int offset) {
    return littleEndian(Arrays.copyOfRange(bytes, offset, offset + 32));
  }

  private static BigInteger littleEndian(byte[] bytes) {
    BigInteger number = BigInteger.ZERO;
    for (int i = bytes.length - 1; i >= 0; i--) {
      number = number.shiftLeft(8).or(BigInteger.valueOf(bytes[i] & 0xff));
    }
    return number;
  }

  private static void write(BigInteger number, byte[] target, int offset) {
    for (int i = 0; i < 32; i++) {
      target[offset + i] = number.shiftRight(8 * i).byteValue();
    }
  }
}
