package org.auditledger.retention;

import java.time.Clock;
import org.auditledger.control.Recorder;
import org.auditledger.entry.LedgerName;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;

/**
 * Who signs what is done, and by which clock.
 *
 * @param trusted whom else to believe; who holds a key believes what it signed
 * @param tool which program this is, for the record
 */
public record RetentionSigning(NoteSigner signer, TrustedKeys trusted, String tool, Clock clock) {

  Recorder recorder() {
    return new Recorder(signer, new LedgerName(signer.name()), trusted, tool, clock);
  }
}
