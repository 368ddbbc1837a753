package org.auditledger.cli;

import java.time.Duration;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.retention.Retention;
import org.auditledger.retention.RetentionSigning;
import org.auditledger.signature.TrustedKeys;
import picocli.CommandLine.Option;

/** A command that does something about a ledger's retention, and signs for it. */
abstract class RetentionDeed extends RetentionLook {

  /** What it does, and who answers for it. */
  interface Deed<T> {
    T by(Retention retention, RetentionSigning signing);
  }

  private final Build build;

  @Option(
      names = "--lock-timeout",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "How long to wait for others, each time, as 30s or 5m (default: 60s).")
  private Duration patience = Duration.ofSeconds(60);

  RetentionDeed(Build build, Surroundings surroundings) {
    super(surroundings);
    this.build = build;
  }

  /** A reason stands in the journal for good. */
  final void requireReason(String reason) {
    if (reason.isBlank() || reason.length() > LedgerKeys.MAX_REASON) {
      throw usage("--reason takes 1 to " + LedgerKeys.MAX_REASON + " characters");
    }
  }

  /** Does it to the ledger that was named, with the key that was named. */
  final <T> T sign(Deed<T> deed) {
    TrustedKeys trusted = trusted();
    return ledger()
        .use(
            talk(),
            server ->
                deed.by(
                    new Retention(server, patience, talk()::say),
                    new RetentionSigning(
                        signing().signer(ledger(), talk()),
                        trusted,
                        "audit-ledger " + build.version(),
                        surroundings().clock())));
  }
}
