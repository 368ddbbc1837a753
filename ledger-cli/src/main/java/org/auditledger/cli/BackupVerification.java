package org.auditledger.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.auditledger.audit.AuditRequest;
import org.auditledger.audit.BackupAudit;
import org.auditledger.audit.BackupReport;
import org.auditledger.audit.Onlooker;
import org.auditledger.backup.BackupFile;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.BackupParent;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.report.FoundBackup;
import org.auditledger.signature.VerifierKey;

/**
 * Verifies backups, for whichever command is asked to.
 *
 * @param begun when that was
 */
record BackupVerification(BackupReport report, Instant begun, Duration took) {

  static BackupVerification run(
      List<BackupFile> files,
      AuditRequest request,
      CommonOptions options,
      Surroundings surroundings) {
    return run(files, request, options, surroundings, Onlooker.NONE);
  }

  /** The same, and somebody looks on. */
  static BackupVerification run(
      List<BackupFile> files,
      AuditRequest request,
      CommonOptions options,
      Surroundings surroundings,
      Onlooker onlooker) {
    Instant begun = surroundings.clock().instant();
    BackupReport report;
    try (Progress progress = options.progress(surroundings, "verifying", "entries")) {
      report =
          new BackupAudit(
                  files,
                  MigrationSets.released(),
                  request,
                  (read, entries) -> {
                    progress.total(entries);
                    progress.done(read);
                  },
                  onlooker)
              .run();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while verifying");
    }
    return new BackupVerification(
        report, begun, Duration.between(begun, surroundings.clock().instant()));
  }

  /** What is to be said of it. */
  VerifiedLedger answer(AuditRequest request, boolean strict, int maxFindings) {
    return VerifiedLedger.of(
        report.ledger(), found(), Evidence.of(request), strict, maxFindings, took);
  }

  /** What the backups of which it is a ledger are, and what is wrong with them. */
  FoundBackup found() {
    return new FoundBackup(
        report.parts().stream().map(BackupVerification::part).toList(),
        report.defects().stream()
            .map(one -> new FoundBackup.Defect(one.code().name(), one.file(), one.detail()))
            .toList(),
        report.notChecked());
  }

  private static FoundBackup.Part part(BackupReport.Part part) {
    BackupManifest manifest = part.manifest();
    return new FoundBackup.Part(
        part.file(),
        manifest.digest(),
        manifest.parent().map(BackupParent::manifest),
        manifest.ledger(),
        manifest.at(),
        manifest.first(),
        manifest.count(),
        part.signedBy().stream().map(VerifierKey::toString).toList());
  }

  /** The last of them, which says where all of it ends. */
  BackupManifest last() {
    return report.parts().get(report.parts().size() - 1).manifest();
  }
}
