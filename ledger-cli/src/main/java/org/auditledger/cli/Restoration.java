package org.auditledger.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.auditledger.audit.AuditRequest;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.postgres.Server;
import org.auditledger.restore.Restore;
import org.auditledger.restore.RestoreOutcome;
import org.auditledger.restore.RestoreRequest;
import org.auditledger.restore.RestoreWatch;
import org.auditledger.seal.Anchor;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.LedgerReport;

/**
 * A ledger that was restored, and then verified as any other.
 *
 * @param checked by what
 * @param restored how long it took to restore
 * @param verified how long it took to verify
 */
record Restoration(
    RestoreOutcome outcome,
    LedgerReport report,
    AuditRequest checked,
    Duration restored,
    Duration verified) {

  /** How many findings of each area are shown. */
  private static final int SHOWN = 20;

  /**
   * Restores it, and verifies what is there then.
   *
   * @param trusted whose word counts, that of who signs for the restore included
   */
  static Restoration run(
      Server server,
      RestoreRequest request,
      TrustedKeys trusted,
      Optional<Anchor> anchor,
      CommonOptions talk,
      Surroundings surroundings) {
    Instant begun = surroundings.clock().instant();
    RestoreOutcome outcome;
    try (Progress progress = talk.progress(surroundings, "restoring", "entries")) {
      outcome = new Restore(server, MigrationSets.released(), request, new Shown(progress)).run();
    }
    Instant restored = surroundings.clock().instant();
    // Where there is no journal, whoever trusts a key that signs one is told that it is missing.
    TrustedKeys checking = outcome.journal().isPresent() ? trusted : TrustedKeys.NONE;
    int jobs = Math.min(Runtime.getRuntime().availableProcessors(), AuditRequest.MOST_JOBS);
    AuditRequest checked = AuditRequest.ofWhole(checking, anchor, jobs);
    LedgerVerification done = LedgerVerification.run(server, checked, talk, surroundings);
    return new Restoration(
        outcome, done.report(), checked, Duration.between(begun, restored), done.took());
  }

  /** What came of verifying it. */
  VerifiedLedger answer() {
    return VerifiedLedger.of(report, Evidence.of(checked), false, SHOWN, verified);
  }

  private record Shown(Progress progress) implements RestoreWatch {
    @Override
    public void step(String what) {
      progress.step(what);
    }

    @Override
    public void entries(long read, long total) {
      progress.total(total);
      progress.done(read);
    }
  }
}
