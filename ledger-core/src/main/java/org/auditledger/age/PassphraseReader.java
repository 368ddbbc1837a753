package org.auditledger.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.framework.codec.CanonicalBase64;
import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.crypto.EncryptedFileKey;
import com.exceptionfactory.jagged.framework.crypto.FileKeyDecryptorFactory;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import org.auditledger.age.AgeException.Trouble;

/** Takes a file's key from under a passphrase. */
final class PassphraseReader {

  /** The age command's own limit: a file from elsewhere must not keep us busy for an hour. */
  private static final int MAX_WORK_FACTOR = 22;

  private static final Pattern WORK_FACTOR = Pattern.compile("[1-9][0-9]?");
  private static final int BODY_LENGTH = 32;

  private final byte[] passphrase;
  private final long memory;

  /**
   * A reader with this passphrase.
   *
   * @param memory how many bytes there are for everything
   */
  PassphraseReader(byte[] passphrase, long memory) {
    this.passphrase = passphrase.clone();
    this.memory = memory;
  }

  /**
   * The key in the header's only stanza, if there is but one.
   *
   * @param file what to call the file
   * @throws GeneralSecurityException when the header is not as age writes it
   */
  FileKey fileKey(List<RecipientStanza> stanzas, String file) throws GeneralSecurityException {
    // Else whoever knows the passphrase could be made to open what was meant for another.
    if (stanzas.size() != 1) {
      throw new GeneralSecurityException("there is another stanza beside that of a passphrase");
    }
    RecipientStanza stanza = stanzas.get(0);
    List<String> arguments = stanza.getArguments();
    if (arguments.size() != 2
        || !WORK_FACTOR.matcher(arguments.get(1)).matches()
        || stanza.getBody().length != BODY_LENGTH) {
      throw new GeneralSecurityException("a stanza of a passphrase of another shape");
    }
    byte[] salt = CanonicalBase64.getDecoder().decode(arguments.get(0).getBytes(US_ASCII));
    if (salt.length != PassphraseKey.SALT_LENGTH) {
      throw new GeneralSecurityException("a salt of another length");
    }
    int workFactor = Integer.parseInt(arguments.get(1));
    requireFeasible(workFactor, file);
    CipherKey key = PassphraseKey.derive(passphrase, salt, workFactor);
    try {
      return new FileKeyDecryptorFactory()
          .newFileKeyDecryptor()
          .getFileKey(new EncryptedFileKey(stanza.getBody()), key);
    } catch (AEADBadTagException e) {
      throw new AgeException(
          Trouble.WRONG_PASSPHRASE,
          file + " is not opened by this passphrase",
          "it was encrypted under another one, or its header was changed",
          "give the one it was encrypted under; if it is this one, take another copy of the file",
          e);
    }
  }

  private void requireFeasible(int workFactor, String file) {
    if (workFactor > MAX_WORK_FACTOR) {
      throw new AgeException(
          Trouble.TOO_MUCH_WORK,
          file + " was not opened",
          "its passphrase takes a work factor of "
              + workFactor
              + ", and more than "
              + MAX_WORK_FACTOR
              + " is refused, as the age command does",
          "take another copy of the file: its header was probably changed");
    }
    // A quarter is for all the rest. Asked before, as running out would end the whole program.
    if (PassphraseKey.memory(workFactor) > memory / 4 * 3) {
      long needed = PassphraseKey.memory(workFactor) >> 20;
      throw new AgeException(
          Trouble.TOO_MUCH_WORK,
          file + " was not opened",
          "its passphrase takes " + needed + " MiB of memory, and Java may use " + (memory >> 20),
          "let Java have more: -Xmx" + (needed + needed / 2) + "m");
    }
  }
}
