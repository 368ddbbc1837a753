package org.auditledger.age;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.age.AgeException.Trouble;

/** Looks for a file's key in its header, and says what it would take. */
record KeySearch(
    List<RecipientStanzaReader> keys, Optional<PassphraseReader> passphrase, String file)
    implements RecipientStanzaReader {

  KeySearch {
    keys = List.copyOf(keys);
  }

  @Override
  public FileKey getFileKey(Iterable<RecipientStanza> header) throws GeneralSecurityException {
    List<RecipientStanza> stanzas = new ArrayList<>();
    header.forEach(stanzas::add);
    if (stanzas.stream().anyMatch(stanza -> stanza.getType().equals(PassphraseStanza.TYPE))) {
      return passphrase.orElseThrow(this::passphraseNeeded).fileKey(stanzas, file);
    }
    for (RecipientStanzaReader key : keys) {
      try {
        return key.getFileKey(stanzas);
      } catch (UnsupportedRecipientStanzaException notThisOne) {
        // There may be another that it is encrypted to.
      }
    }
    throw wrongIdentity();
  }

  private AgeException passphraseNeeded() {
    return new AgeException(
        Trouble.PASSPHRASE_NEEDED,
        file + " was not opened",
        "it is encrypted under a passphrase, and none was given",
        "give the passphrase");
  }

  private AgeException wrongIdentity() {
    return new AgeException(
        Trouble.WRONG_IDENTITY,
        file + " was not opened",
        keys.isEmpty()
            ? "it is encrypted to the holders of keys, and no identity was given"
            : "it is encrypted to other keys than these, or its header was changed",
        "give the identity of one whom it is encrypted to, as age-keygen wrote it");
  }
}
