package org.auditledger.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.auditledger.checkpoint.AnchorFile;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.checkpoint.Sealer;
import org.auditledger.checkpoint.SealingKey;
import org.auditledger.checkpoint.Seals;
import org.auditledger.postgres.Server;
import org.auditledger.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;

/** A sealer with its key, and what is said of a seal. */
final class Sealing {

  /** Who else holds the journal is a moment about it, or a migration that waits for a lock. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Server server;
  private final SealingKey key;
  private final Sealer sealer;
  private final TrustedKeys trusted;
  private final CommonOptions talk;
  private boolean anchorIsOurs;

  Sealing(
      Build build,
      Surroundings surroundings,
      Server server,
      SealingKey key,
      TrustedKeys trusted,
      CommonOptions talk) {
    this.server = server;
    this.key = key;
    this.trusted = trusted.and(TrustedKeys.of(key.signer().verifier())).orThrow("the signing key");
    this.sealer =
        new Sealer(
            server,
            key,
            this.trusted,
            "audit-ledger " + build.version(),
            surroundings.clock(),
            PATIENCE);
    this.talk = talk;
  }

  String ledger() {
    return key.signer().name();
  }

  /** Seals, and keeps the newest anchor in this file, if there is one. */
  Sealed seal(@Nullable Path anchor) {
    if (anchor != null && !anchorIsOurs) {
      // It may remember what was rolled back here with all else: asked before anything is signed.
      new AnchorFile(anchor).kept(trusted).ifPresent(new Seals(server, trusted)::requireGoesOn);
    }
    Sealed sealed = sealer.seal();
    sealed
        .content()
        .forEach(
            finding ->
                talk.say(
                    "sealed as it is, and a finding: " + finding.what() + "; " + finding.next()));
    if (anchor != null) {
      new AnchorFile(anchor).keepNewest(sealed.anchor(), trusted);
      anchorIsOurs = true;
    }
    return sealed;
  }
}
