package org.auditledger.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.BackupFile;
import org.auditledger.container.BackupManifest;
import org.auditledger.container.ManifestNote;
import org.auditledger.entry.Digest;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first backup of the first form: entries of every era, a journal, a seal, telemetry, taken on
 * PostgreSQL 18. It is never made anew: whatever comes, this file has to come back as it was.
 */
class FirstContainerTest {

  private static final String SHA256 =
      "1eeabed98cc7e8aed66a2841f24aaddd6ef917536aa7842da1d191871cf0058f";
  private static final String MANIFEST =
      "31cf41e4b51b09a0f0e45ab6952dbc5cd71f3322c31c47093d56ca53e08799d3";
  private static final String ROOT =
      "2c31b634eb4816ec894bc852aba7215af84e141a757b6f3cc3a929fbbcc91842";

  @TempDir private Path directory;

  @OnEveryPostgres
  void it_comes_back_as_it_was(TestDatabase database) throws SQLException, IOException {
    Path file = directory.resolve("first.backup");
    try (InputStream fixture =
        Objects.requireNonNull(
            FirstContainerTest.class.getResourceAsStream("/org/auditledger/backup/first.backup"))) {
      Files.copy(fixture, file);
    }
    assertThat(Digest.sha256(Files.readAllBytes(file)).hex()).isEqualTo(SHA256);
    database.execute("drop schema public cascade; create schema public");
    AuditedLedger ledger = AuditedLedger.unadopted(database, directory);
    ManifestNote note = BackupFile.plain(file).read(reader -> reader.finish());
    BackupManifest manifest = note.manifest();
    assertThat(note.verify(ledger.trusted()).orElseThrow())
        .isInstanceOf(NoteOutcome.Verified.class);
    assertThat(manifest.digest().hex()).isEqualTo(MANIFEST);
    assertThat(manifest.entriesRoot().hex()).isEqualTo(ROOT);
    RestoreOutcome outcome = Restores.of(ledger, file).into(database);
    assertThat(outcome.entriesRoot().hex()).isEqualTo(ROOT);
    LedgerReport report = ledger.audit(Optional.empty());
    assertThat(AuditedLedger.findings(report)).isEmpty();
    assertThat(report.root()).contains(manifest.entriesRoot());
    assertThat(report.read().entries()).isEqualTo(manifest.count());
    assertThat(database.query("select count(*) from public.telemetry_buffer"))
        .containsExactly("10");
  }
}
