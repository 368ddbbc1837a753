package org.auditledger.cli;

import java.util.Optional;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;

/** Whom a command believes that signs: who holds a key believes what it signed. */
final class SignerTrust {

  private SignerTrust() {}

  static TrustedKeys with(TrustedKeys named, Optional<NoteSigner> signer) {
    return signer
        .map(by -> named.and(TrustedKeys.of(by.verifier())).orThrow("the keys that are trusted"))
        .orElse(named);
  }

  /** A key is missing for which no new one would do. */
  static CommandFailed missing(String why) {
    return new CommandFailed(
        new Failure(
            ExitCode.TRUST,
            "no signing key is named",
            why,
            "name one that the ledger's journal knows: --signing-key FILE, or"
                + " AUDIT_LEDGER_SIGNING_KEY"));
  }
}
