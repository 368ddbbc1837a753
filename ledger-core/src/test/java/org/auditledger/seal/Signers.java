package org.auditledger.seal;

import java.util.Arrays;
import java.util.Base64;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.signature.VerifierKey;

/** Keys for notes. Peter and Enoch are those of the tests of Go's note package. */
record Signers(VerifierKey vkey, PrivateKey key) {

  static final Signers PETER =
      of(
          "PeterNeumann",
          Base64.getDecoder().decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"),
          1);

  static final VerifierKey ENOCH =
      VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop")
          .orThrow("the test");

  /** A key that is the same each time. */
  static Signers named(String name, int seed) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) seed);
    return of(name, secret, 0);
  }

  NoteSigner signer() {
    return new NoteSigner(vkey, key);
  }

  TrustedKeys trusted() {
    return TrustedKeys.of(vkey);
  }

  static TrustedKeys both(VerifierKey one, VerifierKey other) {
    return TrustedKeys.of(one).and(TrustedKeys.of(other)).orThrow("the test");
  }

  private static Signers of(String name, byte[] secret, int from) {
    PrivateKey key =
        PrivateKey.ofRaw(Arrays.copyOfRange(secret, from, from + 32)).orThrow("the test");
    return new Signers(new VerifierKey(name, key.publicKey()), key);
  }
}
