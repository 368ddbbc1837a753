package org.auditledger.signature;

import java.util.Arrays;
import org.auditledger.entry.Digest;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key that has been checked and decoded, once: its 32 bytes are the canonical
 * encoding of a point of the prime-order subgroup, and not its neutral element.
 *
 * <p>Verification is that of RFC 8032 section 5.1.7, in its strict reading: with signature {@code R
 * || S} and {@code k = SHA-512(R || key || message)},
 *
 * <ul>
 *   <li>{@code S} is below the group order L;
 *   <li>{@code R} is the canonical encoding of a point of the curve ({@code y} below the prime, no
 *       negative zero);
 *   <li>{@code [8][S]B = [8]R + [8][k]A}: the equation with the cofactor.
 * </ul>
 *
 * <p>{@code R} may have a small-order component, or be of small order altogether. As {@code A} has
 * none, the equation with the cofactor and the one without it differ only on such an {@code R}; it
 * enters {@code k}, so only the holder of the private key can make a signature with it, over a
 * message that they could sign anyhow. Nobody can forge by it, or turn one signature into another.
 */
public final class PublicKey {

  /** How many bytes a public key has. */
  public static final int LENGTH = Ed25519.PUBLIC_KEY_SIZE;

  private final byte[] raw;
  private final Ed25519.PublicPoint point;

  private PublicKey(byte[] raw, Ed25519.PublicPoint point) {
    this.raw = raw;
    this.point = point;
  }

  /** Reads the 32 bytes of RFC 8032. */
  public static KeyReading<PublicKey> ofRaw(byte[] bytes) {
    if (bytes.length != LENGTH) {
      return new KeyReading.Refused<>(KeyRefusal.WRONG_LENGTH);
    }
    byte[] raw = bytes.clone();
    if (!Encoding.isCanonicalPoint(raw, 0)) {
      return new KeyReading.Refused<>(KeyRefusal.NOT_CANONICAL);
    }
    Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(raw, 0);
    if (point != null) {
      return new KeyReading.Accepted<>(new PublicKey(raw, point));
    }
    if (Encoding.isSmallOrder(raw)) {
      return new KeyReading.Refused<>(KeyRefusal.SMALL_ORDER);
    }
    return new KeyReading.Refused<>(
        Ed25519.validatePublicKeyPartial(raw, 0)
            ? KeyRefusal.NOT_IN_SUBGROUP
            : KeyRefusal.NOT_ON_CURVE);
  }

  /** Reads a PEM file with one {@code PUBLIC KEY} block, and nothing else. */
  public static KeyReading<PublicKey> ofPem(String text) {
    return Spki.read(text);
  }

  /** The public half of a private key: canonical and in the subgroup because we computed it. */
  static PublicKey ofSecret(byte[] secret) {
    byte[] raw = new byte[LENGTH];
    Ed25519.PublicPoint point = Ed25519.generatePublicKey(secret, 0);
    Ed25519.encodePublicPoint(point, raw, 0);
    return new PublicKey(raw, point);
  }

  /** Checks a signature over a message. */
  public SignatureCheck verify(byte[] message, byte[] signature) {
    return verify(message, 0, message.length, signature, 0, signature.length);
  }

  /** The same where both are parts of larger arrays, which are read and not kept. */
  public SignatureCheck verify(
      byte[] message,
      int messageOffset,
      int messageLength,
      byte[] signature,
      int signatureOffset,
      int signatureLength) {
    if (signatureLength != Ed25519.SIGNATURE_SIZE) {
      return SignatureCheck.WRONG_LENGTH;
    }
    // Bouncy Castle refuses these two as well; here they get their name, and stay refused whatever
    // a later release of it thinks of them.
    if (!Encoding.isReducedScalar(signature, signatureOffset + LENGTH)) {
      return SignatureCheck.S_NOT_REDUCED;
    }
    if (!Encoding.isCanonicalPoint(signature, signatureOffset)) {
      return SignatureCheck.R_NOT_CANONICAL;
    }
    return Ed25519.verify(signature, signatureOffset, point, message, messageOffset, messageLength)
        ? SignatureCheck.VALID
        : SignatureCheck.MISMATCH;
  }

  /** The 32 bytes, in an array of the caller's own. */
  public byte[] raw() {
    return raw.clone();
  }

  /** The key as a PEM file: SubjectPublicKeyInfo, as {@code openssl pkey -pubout} writes it. */
  public String pem() {
    return Spki.write(raw);
  }

  /** {@code sha256:} and the hexadecimal SHA-256 of the 32 bytes: how rows name their key. */
  public String keyId() {
    return "sha256:" + Digest.sha256(raw).hex();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  @Override
  public String toString() {
    return keyId();
  }
}
