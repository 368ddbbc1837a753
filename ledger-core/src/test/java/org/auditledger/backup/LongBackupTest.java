package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.container.MemberName;
import org.auditledger.entry.Digest;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Verdict;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of many members, which are read, compressed and written at the same time. */
@OnPostgres
class LongBackupTest {

  /** Two readers have a stretch each, and what the second one reads waits for the first. */
  private static final int ENTRIES = 33_000;

  private static final int BATCH = 1_000;

  /** Random, so that no member gets small, and as much as makes several of a stretch. */
  private static final int REASON = 900;

  @TempDir private Path directory;

  @Test
  void members_whose_memory_is_used_again_hold_what_the_ledger_does(TestDatabase database)
      throws Exception {
    AuditedLedger ledger = AuditedLedger.of(database, keys());
    fill(ledger);
    Path file = directory.resolve("long.backup");
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    assertThat(members(file)).isGreaterThan(4);
    assertThat(Backups.entries(ledger, file, 1).findings().total()).isZero();
    assertThat(Backups.entries(ledger, file, 1).root())
        .isEqualTo(ledger.audit(Optional.empty()).root());
  }

  private Path keys() throws IOException {
    return Files.createDirectory(directory.resolve("keys"));
  }

  private static void fill(AuditedLedger ledger) throws InterruptedException {
    Random random = new Random(1);
    try (LedgerWriter writer =
        LedgerWriter.open(ledger.server(), WriterSettings.standard(), Clock.systemUTC())) {
      for (int done = 0; done < ENTRIES; done += BATCH) {
        List<EntryDraft> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          String reason =
              random
                  .ints(REASON, 'A', 'z')
                  .collect(
                      StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                  .toString();
          batch.add(
              EntryDraft.of(Verdict.CLEAR, "t-" + (done + i), Digest.ZERO.hex(), "1.0.0")
                  .because(reason, "symbolic"));
        }
        var unused = writer.submit(batch).await();
      }
    }
  }

  private static int members(Path file) {
    return BackupFile.plain(file)
        .read(
            reader -> {
              var unused = reader.header();
              int members = 0;
              for (var member = reader.next(); member.isPresent(); member = reader.next()) {
                members += member.get().name() instanceof MemberName.Entries ? 1 : 0;
              }
              return members;
            });
  }
}
