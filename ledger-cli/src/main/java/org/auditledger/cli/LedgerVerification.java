package org.auditledger.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.auditledger.audit.AuditRequest;
import org.auditledger.audit.LedgerAudit;
import org.auditledger.audit.Onlooker;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.postgres.Server;
import org.auditledger.verify.LedgerReport;

/**
 * Verifies a ledger in its database, for whichever command is asked to.
 *
 * @param begun when that was
 */
record LedgerVerification(LedgerReport report, Instant begun, Duration took) {

  static LedgerVerification run(
      Server server, AuditRequest request, CommonOptions options, Surroundings surroundings) {
    return run(server, request, options, surroundings, Onlooker.NONE);
  }

  /** The same, and somebody looks on. */
  static LedgerVerification run(
      Server server,
      AuditRequest request,
      CommonOptions options,
      Surroundings surroundings,
      Onlooker onlooker) {
    Instant begun = surroundings.clock().instant();
    LedgerReport report;
    try (Progress progress = options.progress(surroundings, "verifying", "blocks")) {
      report =
          new LedgerAudit(
                  server,
                  MigrationSets::released,
                  request,
                  (read, blocks) -> {
                    progress.total(blocks);
                    progress.done(read);
                  },
                  onlooker)
              .run();
    }
    if (Thread.currentThread().isInterrupted()) {
      // Whoever asked it to stop gets no verdict, even if it was just done.
      throw new CancellationException("interrupted while verifying");
    }
    return new LedgerVerification(
        report, begun, Duration.between(begun, surroundings.clock().instant()));
  }
}
