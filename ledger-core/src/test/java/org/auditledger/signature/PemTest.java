package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key files of other tools, and ours; see the README beside them. */
class PemTest {

  private static final String PRIVATE = pem("ed25519.pem");
  private static final String PUBLIC = pem("ed25519.pub.pem");
  private static final char[] PASSPHRASE = "naïve ☃ passphrase".toCharArray();

  /** Counts up from 0, so that what it salts can be compared with a file. */
  private static final class Counting extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private byte next;

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = next++;
      }
    }
  }

  @Test
  void openssl_keys_are_read_and_written_the_same() {
    PrivateKey key = PrivateKey.ofPem(PRIVATE).orThrow("key");
    assertThat(key.pem()).isEqualTo(PRIVATE);
    assertThat(key.publicKey().pem()).isEqualTo(PUBLIC);
    assertThat(PublicKey.ofPem(PUBLIC).orThrow("key")).isEqualTo(key.publicKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519.pbkdf2.pem", "ed25519.scrypt.pem", "ours.scrypt.pem"})
  void encrypted_keys_open_with_their_passphrase_and_no_other(String file) {
    assertThat(PrivateKey.ofPem(pem(file), PASSPHRASE).orThrow("key").pem()).isEqualTo(PRIVATE);
    assertRefused(
        PrivateKey.ofPem(pem(file), "naive ☃ passphrase".toCharArray()),
        KeyRefusal.PASSPHRASE_WRONG);
    assertRefused(PrivateKey.ofPem(pem(file), new char[0]), KeyRefusal.PASSPHRASE_WRONG);
    assertRefused(PrivateKey.ofPem(pem(file)), KeyRefusal.PASSPHRASE_NEEDED);
  }

  @Test
  void what_we_encrypt_is_what_openssl_was_seen_to_open() {
    PrivateKey key = PrivateKey.ofPem(PRIVATE).orThrow("key");
    assertThat(key.encryptedPem(PASSPHRASE, new Counting())).isEqualTo(pem("ours.scrypt.pem"));
  }

  @Test
  void each_encryption_is_salted_anew() {
    PrivateKey key = PrivateKey.ofPem(PRIVATE).orThrow("key");
    SecureRandom random = new SecureRandom();
    assertThat(key.encryptedPem(PASSPHRASE, random))
        .isNotEqualTo(key.encryptedPem(PASSPHRASE, random));
  }

  @Test
  void a_passphrase_for_a_key_that_has_none_is_refused() {
    assertRefused(PrivateKey.ofPem(PRIVATE, PASSPHRASE), KeyRefusal.PASSPHRASE_NOT_NEEDED);
  }

  @Test
  void nothing_is_encrypted_under_an_empty_passphrase() {
    PrivateKey key = PrivateKey.ofPem(PRIVATE).orThrow("key");
    assertThatThrownBy(() -> key.encryptedPem(new char[0], new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_public_half_inside_a_private_key_must_be_its_own() {
    String example = pem("rfc8410.pem");
    assertThat(PrivateKey.ofPem(example).orThrow("example").publicKey().pem())
        .contains("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    byte[] der =
        Base64.getMimeDecoder().decode(example.lines().skip(1).limit(3).reduce("", String::concat));
    der[der.length - 1] ^= 1;
    assertRefused(
        PrivateKey.ofPem(Pem.write("PRIVATE KEY", der)), KeyRefusal.PUBLIC_PART_DISAGREES);
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519.pub.pem, PUBLIC_INSTEAD_OF_PRIVATE",
    "rsa.pub.pem, PUBLIC_INSTEAD_OF_PRIVATE",
    "rsa.pem, OTHER_ALGORITHM",
    "rsa.traditional.pem, OTHER_ALGORITHM",
    "x25519.pem, OTHER_ALGORITHM",
    "p256.pem, OTHER_ALGORITHM",
    "certificate.pem, OTHER_KIND",
    "openssh.pem, OTHER_KIND"
  })
  void what_is_no_private_key_is_called_what_it_is(String file, KeyRefusal reason) {
    assertRefused(PrivateKey.ofPem(pem(file)), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519.pem, PRIVATE_INSTEAD_OF_PUBLIC",
    "ed25519.scrypt.pem, PRIVATE_INSTEAD_OF_PUBLIC",
    "rsa.traditional.pem, PRIVATE_INSTEAD_OF_PUBLIC",
    "rsa.pub.pem, OTHER_ALGORITHM",
    "x25519.pub.pem, OTHER_ALGORITHM",
    "certificate.pem, OTHER_KIND"
  })
  void what_is_no_public_key_is_called_what_it_is(String file, KeyRefusal reason) {
    assertRefused(PublicKey.ofPem(pem(file)), reason);
  }

  @Test
  void a_truncated_file_is_refused_wherever_it_ends() {
    String stripped = PRIVATE.strip();
    for (int length = 0; length < stripped.length(); length++) {
      assertThat(PrivateKey.ofPem(stripped.substring(0, length)))
          .as("first %d characters", length)
          .isInstanceOf(KeyReading.Refused.class);
    }
    String encrypted = pem("ours.scrypt.pem").strip();
    for (int length = 0; length < encrypted.length(); length += 7) {
      assertThat(PrivateKey.ofPem(encrypted.substring(0, length), PASSPHRASE))
          .as("first %d characters", length)
          .isInstanceOf(KeyReading.Refused.class);
    }
  }

  @Test
  void a_truncated_or_lengthened_block_is_refused() {
    byte[] der = Base64.getMimeDecoder().decode(PRIVATE.lines().skip(1).findFirst().orElseThrow());
    for (int length = 0; length <= der.length + 2; length++) {
      if (length != der.length) {
        String block = Pem.write("PRIVATE KEY", Arrays.copyOf(der, length));
        assertThat(PrivateKey.ofPem(block))
            .as("%d bytes", length)
            .isInstanceOf(KeyReading.Refused.class);
      }
    }
  }

  @Test
  void nothing_stands_before_or_after_the_block() {
    assertRefused(PrivateKey.ofPem(PRIVATE + "x"), KeyRefusal.MORE_THAN_ONE_BLOCK);
    assertRefused(PrivateKey.ofPem(PRIVATE.strip() + "x"), KeyRefusal.MORE_THAN_ONE_BLOCK);
    assertRefused(PrivateKey.ofPem("x\n" + PRIVATE), KeyRefusal.MORE_THAN_ONE_BLOCK);
    assertRefused(PrivateKey.ofPem(PRIVATE + PRIVATE), KeyRefusal.MORE_THAN_ONE_BLOCK);
    assertRefused(PublicKey.ofPem(PUBLIC + PUBLIC), KeyRefusal.MORE_THAN_ONE_BLOCK);
    assertThat(PublicKey.ofPem("\n " + PUBLIC.replace("\n", "\r\n") + "\n\n"))
        .isInstanceOf(KeyReading.Accepted.class);
  }

  @Test
  void a_block_with_headers_is_another_tools_format() {
    String headed = PRIVATE.replace("KEY-----\nMC4", "KEY-----\nProc-Type: 4,ENCRYPTED\n\nMC4");
    assertThat(headed).isNotEqualTo(PRIVATE);
    assertRefused(PrivateKey.ofPem(headed), KeyRefusal.OTHER_KIND);
  }

  @Test
  void a_public_key_that_is_unsafe_is_refused_in_a_file_too() {
    assertRefused(PublicKey.ofPem(Spki.write(new byte[32])), KeyRefusal.SMALL_ORDER);
    assertRefused(PublicKey.ofPem(Spki.write(new byte[31])), KeyRefusal.WRONG_LENGTH);
  }

  @Test
  void no_refusal_and_no_description_shows_the_secret() {
    PrivateKey key = PrivateKey.ofPem(PRIVATE).orThrow("key");
    assertThat(key).hasToString("private key of " + key.publicKey().keyId());
    String base64 = PRIVATE.lines().skip(1).findFirst().orElseThrow();
    String broken = PRIVATE.replace(base64, base64.substring(0, 40) + "!!");
    assertThatThrownBy(() -> PrivateKey.ofPem(broken).orThrow("signing key a.pem"))
        .hasMessage(
            "signing key a.pem: " + KeyRefusal.NOT_PEM.why() + "; " + KeyRefusal.NOT_PEM.next())
        .hasNoCause();
  }

  @Test
  void the_ancestors_raw_secret_is_read() {
    byte[] der = Base64.getMimeDecoder().decode(PRIVATE.lines().skip(1).findFirst().orElseThrow());
    byte[] raw = Arrays.copyOfRange(der, 16, 48);
    assertThat(PrivateKey.ofRaw(raw).orThrow("raw").pem()).isEqualTo(PRIVATE);
    assertRefused(PrivateKey.ofRaw(new byte[31]), KeyRefusal.WRONG_LENGTH);
    assertRefused(PrivateKey.ofRaw(new byte[64]), KeyRefusal.WRONG_LENGTH);
  }

  @Test
  void a_generated_key_is_another_each_time() {
    SecureRandom random = new SecureRandom();
    assertThat(PrivateKey.generate(random).pem()).isNotEqualTo(PrivateKey.generate(random).pem());
  }

  @Test
  void no_provider_is_registered() {
    PrivateKey.ofPem(pem("ed25519.scrypt.pem"), PASSPHRASE).orThrow("key");
    assertThat(Security.getProvider("BC")).isNull();
  }

  private static String pem(String file) {
    return SignatureVector.text("pem/" + file);
  }

  private static <K> void assertRefused(KeyReading<K> reading, KeyRefusal reason) {
    assertThat(reading).isEqualTo(new KeyReading.Refused<K>(reason));
  }
}
