package org.auditledger.signature;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** A private key in a PEM file: the PKCS#8 of RFC 8410, plain or encrypted. */
final class Pkcs8 {

  private static final String PLAIN = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private Pkcs8() {}

  static KeyReading<PrivateKey> read(String pem, char @Nullable [] passphrase) {
    return Pem.read(pem).then(block -> read(block, passphrase));
  }

  static String write(byte[] secret) {
    return Pem.write(PLAIN, encode(info(secret)));
  }

  static String write(byte[] secret, PassphraseCipher cipher) {
    return Pem.write(ENCRYPTED, cipher.encrypt(info(secret)));
  }

  private static KeyReading<PrivateKey> read(PemObject block, char @Nullable [] passphrase) {
    switch (block.getType()) {
      case PLAIN -> {
        return passphrase == null
            ? parse(block.getContent()).then(Pkcs8::keyOf)
            : new KeyReading.Refused<>(KeyRefusal.PASSPHRASE_NOT_NEEDED);
      }
      case ENCRYPTED -> {
        return passphrase == null
            ? new KeyReading.Refused<>(KeyRefusal.PASSPHRASE_NEEDED)
            : PassphraseCipher.decrypt(block.getContent(), passphrase).then(Pkcs8::keyOf);
      }
      default -> {
        return new KeyReading.Refused<>(refusalOf(block.getType()));
      }
    }
  }

  private static KeyReading<PrivateKeyInfo> parse(byte[] der) {
    try {
      // An empty block is null to the parser.
      ASN1Primitive parsed = Objects.requireNonNull(ASN1Primitive.fromByteArray(der));
      return new KeyReading.Accepted<>(PrivateKeyInfo.getInstance(parsed));
    } catch (IOException | RuntimeException e) {
      // What is not DER, or not this structure, surfaces as one of many exceptions.
      return new KeyReading.Refused<>(KeyRefusal.NOT_DER);
    }
  }

  private static KeyReading<PrivateKey> keyOf(PrivateKeyInfo info) {
    if (!info.getPrivateKeyAlgorithm().equals(Spki.ED25519)) {
      return new KeyReading.Refused<>(KeyRefusal.OTHER_ALGORITHM);
    }
    byte[] secret;
    try {
      secret = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
    } catch (IOException | RuntimeException e) {
      return new KeyReading.Refused<>(KeyRefusal.NOT_DER);
    }
    ASN1BitString embedded = info.getPublicKeyData();
    return PrivateKey.ofRaw(secret)
        .then(
            key ->
                embedded == null || Arrays.equals(embedded.getOctets(), key.publicKey().raw())
                    ? new KeyReading.Accepted<>(key)
                    : new KeyReading.Refused<>(KeyRefusal.PUBLIC_PART_DISAGREES));
  }

  private static PrivateKeyInfo info(byte[] secret) {
    try {
      return new PrivateKeyInfo(Spki.ED25519, new DEROctetString(secret));
    } catch (IOException e) {
      throw new IllegalStateException("a private key of 32 bytes always encodes", e);
    }
  }

  private static byte[] encode(PrivateKeyInfo info) {
    try {
      return info.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a private key of 32 bytes always encodes", e);
    }
  }

  private static KeyRefusal refusalOf(String type) {
    return switch (type) {
      case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" -> KeyRefusal.OTHER_ALGORITHM;
      default ->
          type.endsWith("PUBLIC KEY")
              ? KeyRefusal.PUBLIC_INSTEAD_OF_PRIVATE
              : KeyRefusal.OTHER_KIND;
    };
  }
}
