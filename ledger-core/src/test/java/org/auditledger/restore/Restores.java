package org.auditledger.restore;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.BackupFile;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Verification;
import org.auditledger.postgres.TestSessions;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.TestDatabase;

/** Restores for tests: of a ledger, whose key signs for it. */
record Restores(
    AuditedLedger ledger, List<Path> files, boolean unsignedToo, boolean postureToo) {

  static Restores of(AuditedLedger ledger, Path... files) {
    return new Restores(ledger, List.of(files), false, false);
  }

  Restores acceptingUnsigned() {
    return new Restores(ledger, files, true, postureToo);
  }

  Restores acceptingPosture() {
    return new Restores(ledger, files, unsignedToo, true);
  }

  RestoreOutcome into(TestDatabase database) {
    return into(database, RestoreWatch.NONE);
  }

  RestoreOutcome into(TestDatabase database, RestoreWatch watch) {
    RestoreRequest request =
        new RestoreRequest(
            files.stream().map(BackupFile::plain).toList(),
            unsignedToo ? TrustedKeys.NONE : ledger.trusted(),
            unsignedToo,
            postureToo,
            ledger::signer,
            "a disk that failed",
            "audit-ledger test",
            Clock.fixed(Instant.parse("2026-11-25T08:00:00Z"), ZoneOffset.UTC));
    return new Restore(
            TestSessions.server(database), MigrationSets.released(), request, watch)
        .run();
  }

  /** Why it is refused: the trouble, and what is said of it. */
  static String refusal(Runnable restore) {
    try {
      restore.run();
    } catch (RestoreException e) {
      return e.trouble() + ": " + e.explanation().what() + " / " + e.explanation().why();
    }
    return "it was restored";
  }

  /** What {@code migrate verify} finds wrong, in words. */
  static List<String> failures(AuditedLedger ledger) {
    return ledger.migrator().verify(ledger.trusted()).checks().stream()
        .filter(check -> check.result() != Verification.Result.PASS)
        .map(check -> check.name() + " " + check.result() + " " + check.details())
        .toList();
  }
}
