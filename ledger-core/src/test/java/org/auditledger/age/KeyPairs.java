package org.auditledger.age;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/** New recipients, whose private keys nobody has. */
final class KeyPairs {

  private KeyPairs() {}

  static String recipient() {
    try {
      return new X25519KeyPairGenerator().generateKeyPair().getPublic().toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has X25519", e);
    }
  }
}
