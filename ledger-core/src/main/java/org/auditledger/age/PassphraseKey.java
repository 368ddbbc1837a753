package org.auditledger.age;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.bouncycastle.crypto.generators.SCrypt;

/** The key that a passphrase makes, as age has it made: scrypt, slow on purpose. */
final class PassphraseKey {

  static final int SALT_LENGTH = 16;

  private static final byte[] LABEL = "age-encryption.org/v1/scrypt".getBytes(US_ASCII);
  private static final int BLOCK_SIZE = 8;
  private static final int PARALLELIZATION = 1;
  private static final int KEY_LENGTH = 32;

  private PassphraseKey() {}

  /** The passphrase's bytes, which scrypt takes. */
  static byte[] bytes(char[] passphrase) {
    if (passphrase.length == 0) {
      throw new IllegalArgumentException("a passphrase has at least one character");
    }
    ByteBuffer encoded = UTF_8.encode(CharBuffer.wrap(passphrase));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    encoded.clear();
    encoded.put(new byte[encoded.capacity()]);
    return bytes;
  }

  /** How many bytes scrypt fills for two to the power of {@code workFactor} rounds. */
  static long memory(int workFactor) {
    return (128L * BLOCK_SIZE) << workFactor;
  }

  static CipherKey derive(byte[] passphrase, byte[] salt, int workFactor) {
    ByteBuffer labelled = ByteBuffer.allocate(LABEL.length + salt.length).put(LABEL).put(salt);
    return new CipherKey(
        SCrypt.generate(
            passphrase,
            labelled.array(),
            1 << workFactor,
            BLOCK_SIZE,
            PARALLELIZATION,
            KEY_LENGTH));
  }
}
