package org.auditledger.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * The JDK has an Ed25519 of its own, slower and independent. With honest keys the two must not
 * disagree on any signature that the key's holder did not malform on purpose.
 */
class JdkAgreementTest {

  @Property(tries = 300)
  void two_implementations_have_one_verdict(
      @ForAll @Size(32) byte[] secret,
      @ForAll @Size(max = 300) byte[] message,
      @ForAll @IntRange(max = 3) int damage,
      @ForAll Random random)
      throws GeneralSecurityException {
    PrivateKey key = PrivateKey.ofRaw(secret).orThrow("key");
    byte[] signature = key.sign(message);
    switch (damage) {
      case 1 -> signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      case 2 -> random.nextBytes(signature);
      case 3 -> {
        if (message.length > 0) {
          message[random.nextInt(message.length)] ^= (byte) (1 + random.nextInt(255));
        }
      }
      default -> {}
    }
    SignatureCheck ours = key.publicKey().verify(message, signature);
    boolean intact = damage == 0 || (damage == 3 && message.length == 0);
    assertThat(ours == SignatureCheck.VALID).isEqualTo(intact);
    assertThat(jdkAccepts(key.publicKey(), message, signature)).isEqualTo(intact);
  }

  private static boolean jdkAccepts(PublicKey key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    String base64 = key.pem().lines().skip(1).findFirst().orElseThrow();
    Signature jdk = Signature.getInstance("Ed25519", "SunEC");
    jdk.initVerify(
        KeyFactory.getInstance("Ed25519", "SunEC")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64))));
    jdk.update(message);
    try {
      return jdk.verify(signature);
    } catch (SignatureException e) {
      // Its answer to an S or an R that is not in range.
      return false;
    }
  }
}
