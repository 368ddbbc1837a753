package org.auditledger.signature;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;

/** A public key in a PEM file: the SubjectPublicKeyInfo of RFC 8410. */
final class Spki {

  /** Ed25519, with no parameters, ever. */
  static final AlgorithmIdentifier ED25519 =
      new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));

  private static final String TYPE = "PUBLIC KEY";

  private Spki() {}

  static KeyReading<PublicKey> read(String pem) {
    return Pem.read(pem).then(Spki::read);
  }

  static String write(byte[] raw) {
    try {
      return Pem.write(TYPE, new SubjectPublicKeyInfo(ED25519, raw).getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("a public key of 32 bytes always encodes", e);
    }
  }

  private static KeyReading<PublicKey> read(PemObject block) {
    String type = block.getType();
    if (!type.equals(TYPE)) {
      return new KeyReading.Refused<>(refusalOf(type));
    }
    try {
      SubjectPublicKeyInfo info =
          SubjectPublicKeyInfo.getInstance(ASN1Primitive.fromByteArray(block.getContent()));
      if (!info.getAlgorithm().equals(ED25519)) {
        return new KeyReading.Refused<>(KeyRefusal.OTHER_ALGORITHM);
      }
      return PublicKey.ofRaw(info.getPublicKeyData().getOctets());
    } catch (IOException | RuntimeException e) {
      // What is not DER, or not this structure, surfaces as one of many exceptions.
      return new KeyReading.Refused<>(KeyRefusal.NOT_DER);
    }
  }

  private static KeyRefusal refusalOf(String type) {
    if (type.endsWith("PRIVATE KEY")) {
      return KeyRefusal.PRIVATE_INSTEAD_OF_PUBLIC;
    }
    return type.endsWith(TYPE) ? KeyRefusal.OTHER_ALGORITHM : KeyRefusal.OTHER_KIND;
  }
}
