package org.auditledger.age;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.codec.CanonicalBase64;
import com.exceptionfactory.jagged.framework.crypto.FileKeyEncryptorFactory;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;

/** Puts a file's key under a passphrase. */
final class PassphraseWriter implements RecipientStanzaWriter {

  /** What the age command takes: a second of work and 256 MiB, for us and for who guesses. */
  static final int WORK_FACTOR = 18;

  private final byte[] passphrase;
  private final int workFactor;
  private final SecureRandom random;

  PassphraseWriter(byte[] passphrase, int workFactor, SecureRandom random) {
    this.passphrase = passphrase.clone();
    this.workFactor = workFactor;
    this.random = random;
  }

  @Override
  public Iterable<RecipientStanza> getRecipientStanzas(FileKey fileKey)
      throws GeneralSecurityException {
    byte[] salt = new byte[PassphraseKey.SALT_LENGTH];
    random.nextBytes(salt);
    byte[] body =
        new FileKeyEncryptorFactory()
            .newFileKeyEncryptor()
            .getEncryptedFileKey(fileKey, PassphraseKey.derive(passphrase, salt, workFactor))
            .getEncoded();
    return List.of(
        new PassphraseStanza(CanonicalBase64.getEncoder().encodeToString(salt), workFactor, body));
  }
}
