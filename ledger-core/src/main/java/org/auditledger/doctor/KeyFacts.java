package org.auditledger.doctor;

import java.util.List;
import java.util.Optional;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.keyfile.KeyFileException;
import org.auditledger.keyfile.SigningKeyFile;
import org.auditledger.keys.KeyList;
import org.auditledger.keys.ListedKey;
import org.auditledger.signature.KeyRefusal;
import org.auditledger.signature.PrivateKey;
import org.auditledger.signature.RefusedKeyException;
import org.auditledger.signature.VerifierKey;

/**
 * Who can sign for the ledger.
 *
 * @param list what the journal says about keys
 * @param file the key that whoever asks signs with, if he named one
 * @param trouble why that file is of no use, if it is not
 * @param verifier what verifies the signatures of that file's key, if that is known
 */
record KeyFacts(
    KeyList list,
    Optional<SigningKeyFile> file,
    Optional<String> trouble,
    Optional<VerifierKey> verifier) {

  /** Looks at the file, too, without needing its passphrase. */
  static KeyFacts read(KeyList list, Optional<SigningKeyFile> file) {
    try {
      Optional<VerifierKey> verifier = file.flatMap(SigningKeyFile::readVerifierKey);
      return new KeyFacts(list, file, file.flatMap(KeyFacts::trouble), verifier);
    } catch (KeyFileException | RefusedKeyException e) {
      return new KeyFacts(
          list, file, Optional.of(String.valueOf(e.getMessage())), Optional.empty());
    }
  }

  private static Optional<String> trouble(SigningKeyFile file) {
    try {
      PrivateKey unused = file.read(null);
      return Optional.empty();
    } catch (RefusedKeyException e) {
      return e.reason() == KeyRefusal.PASSPHRASE_NEEDED
          ? Optional.empty()
          : Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The keys for notes that can sign what is believed here. */
  List<ListedKey> signing() {
    return list.keys().stream()
        .filter(key -> key.purpose() == KeyPurpose.NOTE)
        .filter(key -> list.checked() ? key.signs() : key.retired().isEmpty())
        .toList();
  }
}
