package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      HaltedBackup.Ended ended = HaltedBackup.run(List.of(), database.dsn(), file, step);
      assertThat(ended.exit()).as("%s: %s", step, ended).isEqualTo(HaltedBackup.KILLED);
      assertThat(Backups.names(backups)).as(step).isNotEmpty().doesNotContain("a.backup");
      assertThat(Backups.names(backups))
          .allMatch(name -> name.contains(".partial") || name.endsWith(".tmp"));
    }
    HaltedBackup.Ended whole = HaltedBackup.run(List.of(), database.dsn(), file, "never");
    assertThat(whole.exit()).as("%s", whole).isZero();
    assertThat(BackupFile.plain(file).read(reader -> reader.finish()).manifest().count())
        .isEqualTo(400);
    assertThat(AuditedLedger.findings(ledger.audit(Optional.empty()))).isEmpty();
  }

  @Test
  void a_disk_without_room_is_said_before_anything_is_read(TestDatabase database) throws Exception {
    AuditedLedger ledger =
        AuditedLedger.of(database, Files.createDirectory(directory.resolve("keys")));
    ledger.append(400);
    Path small = Files.createDirectory(directory.resolve("small"));
    List<String> mounted =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=64k tmpfs '" + small + "' && \"$@\"; ls '" + small + "'",
            "sh");
    assumeThat(new ProcessBuilder(mounted).start().waitFor())
        .as("skipped: may not mount a small disk here")
        .isZero();
    HaltedBackup.Ended ended =
        HaltedBackup.run(mounted, database.dsn(), small.resolve("a.backup"), "never");
    assertThat(ended.output())
        .contains("there is not enough room for", "which a backup stays below")
        .doesNotContain(".partial");
  }
}
