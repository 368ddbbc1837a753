package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.container.BackupManifest;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.StandbyServer;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that only follows another one is as good a source, and nothing is written to it. */
@OnPostgres
class StandbyBackupTest {

  @TempDir private Path directory;

  /** A copy from before the ledger was adopted. */
  private static final String UNADOPTED = "never_adopted";

  @Test
  void a_standby_is_backed_up_and_nothing_is_recorded_there(TestDatabase other) throws Exception {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    AtomicReference<AuditedLedger> filled = new AtomicReference<>();
    AtomicReference<LedgerReport> audited = new AtomicReference<>();
    try (StandbyServer server =
        StandbyServer.start(
            other.version(),
            Files.createDirectory(directory.resolve("data")),
            List.of("/ancestor/v0.1.sql"),
            database -> {
              database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
              database.execute("create database " + UNADOPTED + " template " + database.name());
              AuditedLedger ledger = AuditedLedger.of(database, keys);
              ledger.append(700);
              ledger.seal();
              filled.set(ledger);
              audited.set(ledger.audit(Optional.empty()));
            })) {
      TestDatabase standby = new TestDatabase(server, filled.get().database().name());
      assertReadOnly(standby);
      AuditedLedger adopted = new AuditedLedger(standby, filled.get().signer(), keys);
      assertSameLedger(adopted, audited.get());
      assertOfNobody(AuditedLedger.unadopted(new TestDatabase(server, UNADOPTED), keys));
    }
  }

  private void assertSameLedger(AuditedLedger ledger, LedgerReport audited) {
    Path file = directory.resolve("adopted.backup");
    BackupTaken taken = Backups.take(ledger, Backups.whole(ledger, file));
    BackupManifest manifest = taken.manifest();
    assertThat(taken.statement()).isEmpty();
    assertThat(taken.signed()).isTrue();
    assertThat(manifest.source().standby()).isTrue();
    assertThat(manifest.count()).isEqualTo(820);
    assertThat(manifest.entriesRoot()).isEqualTo(audited.root().orElseThrow());
    assertThat(manifest.journal()).isPresent();
    assertThat(Backups.entries(ledger, file, 1).root()).isEqualTo(audited.root());
  }

  private void assertOfNobody(AuditedLedger ledger) {
    Path file = directory.resolve("unadopted.backup");
    BackupManifest manifest =
        Backups.take(ledger, Backups.unadopted(file, Optional.of("acme/plant-1"))).manifest();
    assertThat(manifest.source().standby()).isTrue();
    assertThat(manifest.count()).isEqualTo(120);
    assertThat(manifest.journal()).isEmpty();
    assertThat(Backups.entries(ledger, file, 1).findings().total()).isZero();
  }

  private static void assertReadOnly(TestDatabase database) {
    assertThatThrownBy(() -> database.execute("create table never (a int)"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("read-only transaction");
  }
}
