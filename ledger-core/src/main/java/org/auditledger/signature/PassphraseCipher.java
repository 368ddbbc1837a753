package org.auditledger.signature;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * A private key under a passphrase: PBES2 with scrypt and AES-256 in CBC mode.
 *
 * <p>The provider is an object of our own and never registered: an application that embeds the
 * ledger keeps the providers it chose.
 */
final class PassphraseCipher {

  /**
   * What OWASP asks of scrypt when memory is limited to 16 MiB; with more, the openssl command
   * refuses the file (its limit is 32 MiB).
   */
  private static final int COST = 1 << 14;

  private static final int BLOCK_SIZE = 8;
  private static final int PARALLELIZATION = 5;
  private static final int SALT_LENGTH = 16;

  private final OutputEncryptor encryptor;

  PassphraseCipher(char[] passphrase, SecureRandom random) {
    if (passphrase.length == 0) {
      throw new IllegalArgumentException("a passphrase has at least one character");
    }
    ScryptConfig scrypt =
        new ScryptConfig.Builder(COST, BLOCK_SIZE, PARALLELIZATION)
            .withSaltLength(SALT_LENGTH)
            .build();
    try {
      encryptor =
          new JcePKCSPBEOutputEncryptorBuilder(scrypt, NISTObjectIdentifiers.id_aes256_CBC)
              .setProvider(new BouncyCastleProvider())
              .setRandom(random)
              .build(passphrase);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("Bouncy Castle has scrypt and AES-256", e);
    }
  }

  byte[] encrypt(PrivateKeyInfo info) {
    try {
      return new PKCS8EncryptedPrivateKeyInfoBuilder(info)
          .build(encryptor)
          .toASN1Structure()
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("an encrypted key in memory always encodes", e);
    }
  }

  /** Opens what this or another tool encrypted, whichever scheme of PKCS#5 or #12 it chose. */
  static KeyReading<PrivateKeyInfo> decrypt(byte[] der, char[] passphrase) {
    if (passphrase.length == 0) {
      return new KeyReading.Refused<>(KeyRefusal.PASSPHRASE_WRONG);
    }
    PKCS8EncryptedPrivateKeyInfo info;
    try {
      info = new PKCS8EncryptedPrivateKeyInfo(der);
    } catch (IOException | RuntimeException e) {
      return new KeyReading.Refused<>(KeyRefusal.NOT_DER);
    }
    InputDecryptor decryptor;
    try {
      decryptor =
          new JcePKCSPBEInputDecryptorProviderBuilder()
              .setProvider(new BouncyCastleProvider())
              .build(passphrase)
              .get(info.getEncryptionAlgorithm());
    } catch (OperatorCreationException | RuntimeException e) {
      return new KeyReading.Refused<>(KeyRefusal.CIPHER_NOT_SUPPORTED);
    }
    try {
      return new KeyReading.Accepted<>(info.decryptPrivateKeyInfo(algorithm -> decryptor));
    } catch (PKCSException | RuntimeException e) {
      // Wrong padding mostly; once in 256 the padding fits, and what comes out is no key.
      return new KeyReading.Refused<>(KeyRefusal.PASSPHRASE_WRONG);
    }
  }
}
