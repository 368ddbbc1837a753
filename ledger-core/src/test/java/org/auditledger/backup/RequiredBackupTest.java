package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.container.BackupManifest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Kind;
import org.auditledger.keys.LedgerKeys;
import org.auditledger.migrate.MigrationException;
import org.auditledger.migrate.Proof;
import org.auditledger.migrate.RequiredBackup;
import org.auditledger.migrate.UpgradeOutcome;
import org.auditledger.migrate.Version;
import org.auditledger.signature.PrivateKey;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade that requires a backup. The clock of these ledgers stands still, so "at" is given. */
@OnPostgres
@Template("/ancestor/v0.1.sql")
class RequiredBackupTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  @TempDir private Path directory;

  @Test
  void the_first_backup_is_named_by_the_adoption_and_each_receipt(TestDatabase database)
      throws SQLException {
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    AuditedLedger ledger = AuditedLedger.unadopted(database, directory);
    BackupManifest manifest = unadopted(ledger);
    UpgradeOutcome unused = upgrade(ledger, "3", required(manifest, NOW));
    assertThat(statements(database, Kind.LEDGER_ADOPTED, manifest)).isEqualTo(1);
    assertThat(statements(database, Kind.MIGRATION_APPLIED, manifest)).isGreaterThan(2);
  }

  @Test
  void a_backup_from_before_anything_changed_is_refused(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.unadopted(database, directory);
    UpgradeOutcome unused = upgrade(ledger, "2", Optional.empty());
    ledger.append(20);
    BackupManifest manifest = take(ledger, "a.backup");
    refused(ledger, required(manifest, NOW.minusSeconds(90_000)), "25 hours old");
    ledger.append(5);
    ledger.seal();
    setLastHash(database, "0".repeat(64));
    refused(ledger, required(manifest, NOW), "its last entry, 20, has the hash");
    setLastHash(database, manifest.head().hash().hex());
    RequiredBackup other =
        new RequiredBackup(
            manifest.digest(),
            new LedgerName("ajax"),
            NOW,
            manifest.head(),
            manifest.fingerprint(),
            manifest.journal());
    refused(ledger, Optional.of(other), "it is of the ledger ajax");
    UpgradeOutcome unusedToo = upgrade(ledger, "2.1", required(manifest, NOW));
    refused(ledger, required(manifest, NOW), "structure has changed since");
  }

  @Test
  void a_journal_that_has_news_since_is_refused(TestDatabase database) throws SQLException {
    AuditedLedger ledger = AuditedLedger.unadopted(database, directory);
    UpgradeOutcome unused = upgrade(ledger, "2", Optional.empty());
    BackupManifest manifest = take(ledger, "a.backup");
    RequiredBackup without =
        new RequiredBackup(
            manifest.digest(),
            manifest.ledger(),
            NOW,
            manifest.head(),
            manifest.fingerprint(),
            Optional.empty());
    refused(ledger, Optional.of(without), "has a journal, and it has none");
    byte[] secret = new byte[PrivateKey.LENGTH];
    var key = PrivateKey.ofRaw(secret).orThrow("a test").publicKey();
    var unusedToo = new LedgerKeys(ledger.server()).register(ledger.recorder(), key);
    refused(ledger, required(manifest, NOW), "which came since");
  }

  private static void setLastHash(TestDatabase database, String hash) throws SQLException {
    database.execute(
        "alter table public.ledger_entries disable trigger user;"
            + " update public.ledger_entries set entry_hash = '"
            + hash
            + "' where sequence_number = 20;"
            + " alter table public.ledger_entries enable trigger user");
  }

  private BackupManifest take(AuditedLedger ledger, String name) {
    return Backups.take(ledger, Backups.whole(ledger, directory.resolve(name))).manifest();
  }

  private BackupManifest unadopted(AuditedLedger ledger) {
    return Backups.take(
            ledger,
            Backups.unadopted(directory.resolve("first.backup"), Optional.of("acme/plant-1")))
        .manifest();
  }

  private static Optional<RequiredBackup> required(BackupManifest manifest, Instant at) {
    return Optional.of(
        new RequiredBackup(
            manifest.digest(),
            manifest.ledger(),
            at,
            manifest.head(),
            manifest.fingerprint(),
            manifest.journal()));
  }

  private static UpgradeOutcome upgrade(
      AuditedLedger ledger, String version, Optional<RequiredBackup> backup) {
    return ledger
        .migrator()
        .upgrade(
            ledger.authority(), Version.parse(version).orElseThrow(), Proof.STRUCTURAL, backup);
  }

  private static void refused(AuditedLedger ledger, Optional<RequiredBackup> backup, String why) {
    assertThatThrownBy(() -> upgrade(ledger, "4", backup))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("the backup is not of this ledger as it is now")
        .hasMessageContaining(why);
  }

  private static long statements(TestDatabase database, Kind kind, BackupManifest manifest)
      throws SQLException {
    return Long.parseLong(
        database
            .query(
                "select count(*) from audit_ledger.journal where note like '%\"kind\":\""
                    + kind
                    + "\"%' and note like '%\"backup\":\""
                    + manifest.digest()
                    + "\"%'")
            .get(0));
  }
}
