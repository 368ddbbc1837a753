package org.auditledger.migrate;

import java.time.Clock;
import org.auditledger.control.Recorder;
import org.auditledger.entry.LedgerName;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;

/**
 * Who signs for what is done to a ledger.
 *
 * @param signer signs under the ledger's name
 * @param trusted whom else to believe
 * @param tool which program this is, for the record
 */
public record Authority(NoteSigner signer, TrustedKeys trusted, String tool, Clock clock) {

  public Authority {
    if (!LedgerName.isName(signer.name())) {
      throw new IllegalArgumentException("\"" + signer.name() + "\" is no ledger's name");
    }
  }

  LedgerName ledger() {
    return new LedgerName(signer.name());
  }

  /** Whom to believe: who holds a key believes what it signed. */
  public TrustedKeys trustedWithSigner() {
    return trusted.and(TrustedKeys.of(signer.verifier())).orThrow("the keys that are trusted");
  }

  Recorder recorder() {
    return new Recorder(signer, ledger(), trusted, tool, clock);
  }
}
