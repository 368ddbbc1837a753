package org.auditledger.keys;

import java.util.List;
import java.util.Optional;
import org.auditledger.chain.Noted;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.JournalDefect;
import org.auditledger.journal.KeyPurpose;

/**
 * What the journal in a ledger's own database says about keys.
 *
 * @param checked whether somebody is trusted who could have signed it
 * @param statements how many there are
 * @param unknown how many of them nobody who is trusted signed
 * @param omitted how many statements about keys are left out, as there are more than any ledger has
 */
public record KeyList(
    Optional<LedgerName> ledger,
    boolean checked,
    long statements,
    long unknown,
    Noted<JournalDefect> defects,
    List<ListedKey> keys,
    long omitted) {

  public KeyList {
    keys = List.copyOf(keys);
  }

  /** The keys of this id: more than one only when somebody made them to be confused. */
  public List<ListedKey> find(KeyPurpose purpose, String keyId) {
    return keys.stream()
        .filter(key -> key.purpose() == purpose && key.keyId().equals(keyId))
        .toList();
  }
}
