package org.auditledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.entry.LedgerName;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.seal.Anchor;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.testing.Thorough;
import org.auditledger.verify.Area;
import org.auditledger.verify.Finding;
import org.auditledger.verify.LedgerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to rows, a backup of them shows it as the ledger itself does, word for word: in
 * every column of every era, and to whole rows.
 */
@OnPostgres
class BackupTamperTest {

  private static final MigrationSets SETS = MigrationSets.released();
  private static final long PLAIN = 60;
  private static final long SIGNED = 122;

  @TempDir private Path directory;

  @Test
  @Thorough
  void of_a_ledger_of_the_first_release(TestDatabase database) throws SQLException {
    assertSame(
        EraLedgers.adopted(database, directory, "v0.1", "v0.1-ledger_entries.csv"), 16, PLAIN);
  }

  @Test
  @Thorough
  void of_a_ledger_of_the_second_release_with_transcripts(TestDatabase database)
      throws SQLException {
    assertSame(
        EraLedgers.adopted(database, directory, "v0.2-transcripts", "v3.0-ledger_entries.csv"),
        23,
        SIGNED);
  }

  @Test
  void of_a_ledger_at_the_head_that_has_entries_of_every_era(TestDatabase database)
      throws SQLException {
    assertSame(EraLedgers.atHead(database, directory), 23, PLAIN, SIGNED);
  }

  private static void assertSame(AuditedLedger ledger, int columns, long... entries)
      throws SQLException {
    Anchor anchor = ledger.seal();
    AuditRequest request = AuditRequest.ofWhole(EraLedgers.trusted(ledger), Optional.of(anchor), 1);
    LedgerReport live = ledger.audit(request);
    try (OpenTransaction transaction =
        new OpenTransaction(ledger, EraLedgers.trusted(ledger), anchor)) {
      ForgedBackup backup =
          new ForgedBackup(
              transaction.session(),
              new LedgerName(ledger.signer().name()),
              Optional.of(ledger.signer()));
      assertTwin(audit(backup, request), live);
      TamperMatrixTest.unguard(ledger, transaction);
      for (Tampering nothing : Tampering.ofNothing()) {
        assertThat(differing(transaction, backup, request, nothing)).as(nothing.name()).isZero();
      }
      List<Tampering.Column> found = TamperMatrixTest.columns(ledger);
      assertThat(found).hasSize(columns);
      for (Tampering.Column column : found) {
        for (long entry : entries) {
          for (Tampering tampering : column.in(transaction, entry)) {
            assertThat(differing(transaction, backup, request, tampering))
                .as(tampering.name() + " " + column.name() + " of entry " + entry)
                .isPositive();
          }
        }
      }
      for (Tampering tampering : Tampering.ofRows(live.read().entries())) {
        assertThat(differing(transaction, backup, request, tampering))
            .as(tampering.name())
            .isPositive();
      }
    }
  }

  /** Nothing is wrong with either, and both are the same. */
  private static void assertTwin(BackupReport backup, LedgerReport live) {
    LedgerReport ledger = backup.ledger();
    assertThat(AuditedLedger.findings(live)).isEmpty();
    assertThat(AuditedLedger.findings(ledger)).isEmpty();
    assertThat(backup.defects()).isEmpty();
    assertThat(backup.notChecked()).isEmpty();
    assertThat(ledger.ledger()).isEqualTo(live.ledger());
    assertThat(ledger.read()).isEqualTo(live.read());
    assertThat(ledger.head()).isEqualTo(live.head());
    assertThat(ledger.root()).isEqualTo(live.root()).isPresent();
    assertThat(ledger.verdicts()).isEqualTo(live.verdicts());
    assertThat(ledger.sealedTo()).isEqualTo(live.sealedTo()).isPresent();
    assertThat(ledger.anchoredTo()).isEqualTo(live.anchoredTo()).isPresent();
    assertThat(ledger.unchecked()).isEqualTo(live.unchecked());
    assertThat(ledger.evidenceUsed()).isEqualTo(live.evidenceUsed()).isTrue();
    for (Area area : Area.values()) {
      assertThat(ledger.area(area).verdict()).isEqualTo(live.area(area).verdict());
    }
    for (Area area : List.of(Area.CHAIN, Area.CONTENT, Area.HISTORY)) {
      assertThat(ledger.area(area)).isEqualTo(live.area(area));
    }
  }

  /** After this both say the same; how many findings that are. */
  private static int differing(
      OpenTransaction transaction, ForgedBackup backup, AuditRequest request, Tampering tampering)
      throws SQLException {
    return transaction.after(
        tampering,
        () -> {
          List<Finding> expected = transaction.findingsWithoutTiles();
          List<Finding> found = new ArrayList<>();
          LedgerReport ledger = audit(backup, request).ledger();
          for (Area area : List.of(Area.CHAIN, Area.CONTENT, Area.HISTORY)) {
            found.addAll(ledger.area(area).findings().first());
          }
          assertThat(found).as(tampering.name()).containsExactlyInAnyOrderElementsOf(expected);
          return found.size();
        });
  }

  private static BackupReport audit(ForgedBackup backup, AuditRequest request) throws SQLException {
    return new BackupAudit(
            List.of(ForgedBackup.file("test.backup", backup.bytes())),
            SETS,
            request,
            AuditWatch.NONE)
        .run();
  }
}
