package org.auditledger.signature;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 private key. It signs, and tells its public half; the secret leaves it only as a PEM
 * text that somebody asked for, and is in no {@code toString}, no message and no {@code equals}.
 */
public final class PrivateKey {

  /** How many bytes the secret has, which is what the ancestor kept in a file. */
  public static final int LENGTH = Ed25519.SECRET_KEY_SIZE;

  private final byte[] secret;
  private final PublicKey publicKey;

  private PrivateKey(byte[] secret) {
    this.secret = secret;
    this.publicKey = PublicKey.ofSecret(secret);
  }

  /** A new key, from the caller's source of randomness. */
  public static PrivateKey generate(SecureRandom random) {
    byte[] secret = new byte[LENGTH];
    Ed25519.generatePrivateKey(random, secret);
    return new PrivateKey(secret);
  }

  /** Reads the 32 bytes of RFC 8032, as the ancestor stored them. */
  public static KeyReading<PrivateKey> ofRaw(byte[] bytes) {
    if (bytes.length != LENGTH) {
      return new KeyReading.Refused<>(KeyRefusal.WRONG_LENGTH);
    }
    return new KeyReading.Accepted<>(new PrivateKey(bytes.clone()));
  }

  /** Reads a PEM file with one {@code PRIVATE KEY} block that is not encrypted. */
  public static KeyReading<PrivateKey> ofPem(String text) {
    return Pkcs8.read(text, null);
  }

  /**
   * Reads a PEM file with one {@code ENCRYPTED PRIVATE KEY} block. A key that turns out not to be
   * encrypted is refused: whoever gave a passphrase believes that it protects the file.
   */
  public static KeyReading<PrivateKey> ofPem(String text, char[] passphrase) {
    return Pkcs8.read(text, passphrase);
  }

  /** The 64 bytes that sign this message; the same ones each time. */
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    // The public half enters the signature. It is always the one computed from this secret: with
    // another one, a signature gives the secret away.
    Ed25519.sign(secret, 0, publicKey.raw(), 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** The other half, which everybody may have. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The secret, readable by all who can read the text: PKCS#8, as {@code openssl} writes it. */
  public String pem() {
    return Pkcs8.write(secret);
  }

  /** The secret under a passphrase: PKCS#8 with scrypt and AES-256, which {@code openssl} reads. */
  public String encryptedPem(char[] passphrase, SecureRandom random) {
    return Pkcs8.write(secret, new PassphraseCipher(passphrase, random));
  }

  @Override
  public String toString() {
    return "private key of " + publicKey.keyId();
  }
}
