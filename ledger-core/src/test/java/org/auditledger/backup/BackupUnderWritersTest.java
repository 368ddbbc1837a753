package org.auditledger.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.container.BackupManifest;
import org.auditledger.entry.Digest;
import org.auditledger.entry.EntryDraft;
import org.auditledger.entry.Verdict;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.seal.CompactRangeBuilder;
import org.auditledger.seal.TreeHasher;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.EntryChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnPostgres
@Template("/ancestor/v0.1.sql")
class BackupUnderWritersTest {

  private static final int WRITERS = 4;
  private static final int BACKUPS = 20;

  @TempDir private Path directory;

  @Test
  void a_backup_under_four_writers_is_a_moment_of_the_ledger(TestDatabase database)
      throws Exception {
    AuditedLedger ledger = AuditedLedger.of(database, directory);
    ledger.append(300);
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<?>> writing = new ArrayList<>();
    List<BackupManifest> backups = new ArrayList<>();
    try {
      for (int i = 0; i < WRITERS; i++) {
        writing.add(writers.submit(() -> write(ledger, done)));
      }
      for (int i = 0; i < BACKUPS; i++) {
        Path file = directory.resolve(i + ".backup");
        backups.add(Backups.take(ledger, Backups.whole(ledger, file)).manifest());
        assertThat(Backups.entries(ledger, file, 1).root()).contains(backups.get(i).entriesRoot());
        Files.delete(file);
      }
    } finally {
      done.set(true);
      writers.shutdown();
      assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    for (Future<?> one : writing) {
      one.get();
    }
    Map<Long, Digest> roots = roots(ledger);
    for (BackupManifest backup : backups) {
      assertThat(backup.entriesRoot()).isEqualTo(roots.get(backup.head().sequence()));
    }
    assertThat(backups.stream().map(backup -> backup.head().sequence()).distinct().count())
        .as("the ledger has grown meanwhile")
        .isGreaterThan(BACKUPS / 2);
  }

  private static Void write(AuditedLedger ledger, AtomicBoolean done) throws Exception {
    try (LedgerWriter writer =
        LedgerWriter.open(ledger.server(), WriterSettings.standard(), Clock.systemUTC())) {
      while (!done.get()) {
        writer.append(draft());
      }
    }
    return null;
  }

  private static EntryDraft draft() {
    return EntryDraft.of(Verdict.CLEAR, "t", Digest.ZERO.hex(), "m");
  }

  /** The root of the ledger at each of its sizes. */
  private static Map<Long, Digest> roots(AuditedLedger ledger) throws SQLException {
    Map<Long, Digest> roots = new HashMap<>();
    roots.put(0L, TreeHasher.EMPTY_ROOT);
    CompactRangeBuilder tree = new CompactRangeBuilder(0);
    try (Session session = Session.open(ledger.server(), SessionSettings.reading())) {
      RowLayout layout = ((TableLayout.Found) LedgerTable.layout(session)).layout();
      EntryChecks checks =
          new EntryChecks(
              layout,
              ledger.trusted(),
              (sequence, hash, offset) -> {
                tree.append(hash, offset);
                roots.put(sequence, tree.build().root());
              });
      RowView row = new RowView(layout);
      try (CopyReader rows = LedgerTable.read(session, layout)) {
        for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
          while (batch.next(row)) {
            checks.accept(row);
          }
        }
      }
      assertThat(checks.account().findings().total()).isZero();
    }
    return roots;
  }
}
