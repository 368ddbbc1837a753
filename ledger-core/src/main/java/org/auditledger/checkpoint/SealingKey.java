package org.auditledger.checkpoint;

import java.nio.file.Path;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.Origin;
import org.auditledger.signature.NoteSigner;

/**
 * A key that seals, and where it is kept: what it signed last is remembered beside it.
 *
 * @param file of the private key, under the name that it is used by
 */
public record SealingKey(NoteSigner signer, Path file) {

  public SealingKey {
    if (!LedgerName.isName(signer.name())) {
      throw new IllegalArgumentException("\"" + signer.name() + "\" is no ledger's name");
    }
    if (file.getFileName() == null) {
      throw new IllegalArgumentException(file + " is no file of a key");
    }
  }

  LedgerName ledger() {
    return new LedgerName(signer.name());
  }

  Origin origin(Origin.Log log) {
    return new Origin(ledger(), log);
  }

  Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
