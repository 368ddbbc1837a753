package org.auditledger.restore;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.BackupFile;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.journal.Kind;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Verification;
import org.auditledger.postgres.TestSessions;
import org.auditledger.signature.NoteSigner;
import org.auditledger.testing.TestDatabase;

/** Restores for tests: of a ledger, whose key signs for it. */
record Restores(AuditedLedger ledger, NoteSigner signer, List<Path> files, boolean unsignedToo) {

  static Restores of(AuditedLedger ledger, Path... files) {
    return new Restores(ledger, ledger.signer(), List.of(files), false);
  }

  static Restores signedBy(AuditedLedger ledger, NoteSigner signer, Path... files) {
    return new Restores(ledger, signer, List.of(files), false);
  }

  Restores acceptingUnsigned() {
    return new Restores(ledger, signer, files, true);
  }

  RestoreOutcome into(TestDatabase database) {
    return into(database, RestoreWatch.NONE);
  }

  RestoreOutcome into(TestDatabase database, RestoreWatch watch) {
    RestoreRequest request =
        new RestoreRequest(
            files.stream().map(BackupFile::plain).toList(),
            ledger.trusted(),
            unsignedToo,
            () -> signer,
            "a disk that failed",
            "audit-ledger test",
            Clock.fixed(Instant.parse("2026-11-25T08:00:00Z"), ZoneOffset.UTC));
    return new Restore(TestSessions.server(database), MigrationSets.released(), request, watch)
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

  /** Says something in a ledger's journal. */
  static void recordOther(AuditedLedger ledger) throws SQLException {
    try (Connection connection = ledger.database().connect()) {
      connection.setAutoCommit(false);
      var unused =
          ledger
              .recorder()
              .record(
                  connection,
                  Kind.INCIDENT,
                  new MembersWriter().text("object", "a door").text("what", "open").members());
      connection.commit();
    }
  }

  /** What {@code migrate verify} finds wrong, in words. */
  static List<String> failures(AuditedLedger ledger) {
    return ledger.migrator().verify(ledger.trusted()).checks().stream()
        .filter(check -> check.result() != Verification.Result.PASS)
        .map(check -> check.name() + " " + check.result() + " " + check.details())
        .toList();
  }
}
