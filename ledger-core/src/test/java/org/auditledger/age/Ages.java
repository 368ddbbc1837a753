package org.auditledger.age;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.auditledger.age.AgeException.Trouble;

/** Age files in memory, and the two key pairs that the tests have. */
final class Ages {

  static final SecureRandom RANDOM = new SecureRandom();

  /** What the frozen files say: "evidence, sealed" and a line end. */
  static final byte[] FROZEN = "evidence, sealed\n".getBytes(UTF_8);

  static final String FROZEN_PASSPHRASE = "correct horse";

  /** As little work as scrypt takes, where how much is not what is tested. */
  static final int LITTLE_WORK = 2;

  private Ages() {}

  static Recipients recipient() throws IOException {
    return publicKey("identity.txt");
  }

  static Recipients otherRecipient() throws IOException {
    return publicKey("other-identity.txt");
  }

  static Identities identity() throws IOException {
    return Identities.parse(text("identity.txt"), "identity.txt");
  }

  static Identities otherIdentity() throws IOException {
    return Identities.parse(text("other-identity.txt"), "other-identity.txt");
  }

  static String text(String resource) throws IOException {
    return new String(resource(resource), UTF_8);
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Ages.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  /** So many bytes of which none says anything about the next. */
  static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static byte[] encrypt(Recipients recipients, byte[] plain) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out = recipients.encrypting(file)) {
      out.write(plain);
    }
    return file.toByteArray();
  }

  static byte[] decrypt(Identities identities, byte[] file) throws IOException {
    try (InputStream in = identities.decrypting(new ByteArrayInputStream(file), "b.age")) {
      return in.readAllBytes();
    }
  }

  /** Asserts that this does not open, and lets the caller say how it is told. */
  static AbstractThrowableAssert<?, AgeException> assertRefused(
      Identities identities, byte[] file, Trouble trouble) {
    return assertThatThrownBy(() -> decrypt(identities, file))
        .asInstanceOf(throwable(AgeException.class))
        .satisfies(e -> assertThat(e.trouble()).isEqualTo(trouble));
  }

  private static Recipients publicKey(String identity) throws IOException {
    String line =
        text(identity).lines().filter(l -> l.startsWith("# public key: ")).findAny().orElseThrow();
    return Recipients.parse(line.replace("# public key: ", ""), identity);
  }
}
