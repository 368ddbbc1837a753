package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnPostgres
@Template("/ancestor/v0.1.sql")
class BackupKillTest {

  @TempDir private Path directory;

  @Test
  void a_process_that_is_killed_leaves_no_file_with_the_final_name(TestDatabase database)
      throws Exception {
    AuditedLedger ledger =
        AuditedLedger.of(database, Files.createDirectory(directory.resolve("keys")));
    ledger.append(400);
    Path backups = Files.createDirectory(directory.resolve("backups"));
    Path file = backups.resolve("a.backup");
    for (String step :
        new String[] {
          "copying 400", "judged", "copying the journal", "reading back", "recording"
        }) {
      assertThat(HaltedBackup.run(database.dsn(), file, step))
          .as(step)
          .isEqualTo(HaltedBackup.KILLED);
      assertThat(Backups.names(backups)).as(step).isNotEmpty().doesNotContain("a.backup");
      assertThat(Backups.names(backups))
          .allMatch(name -> name.contains(".partial") || name.endsWith(".tmp"));
    }
    assertThat(HaltedBackup.run(database.dsn(), file, "never")).isZero();
    assertThat(BackupFile.plain(file).read(reader -> reader.finish()).manifest().count())
        .isEqualTo(400);
    assertThat(AuditedLedger.findings(ledger.audit(Optional.empty()))).isEmpty();
  }
}
