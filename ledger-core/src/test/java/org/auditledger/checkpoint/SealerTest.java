package org.auditledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.checkpoint.TestLedger.FIRST;
import static org.auditledger.checkpoint.TestLedger.SECOND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.journal.KeyPurpose;
import org.auditledger.journal.KeyRegistered;
import org.auditledger.journal.KeyRetired;
import org.auditledger.journal.Kind;
import org.auditledger.journal.WrittenJournal;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Migrator;
import org.auditledger.migrate.Proof;
import org.auditledger.migrate.UpgradeOutcome;
import org.auditledger.postgres.TestSessions;
import org.auditledger.seal.ProofOutcome;
import org.auditledger.seal.Proofs;
import org.auditledger.seal.SignedAnchor;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.auditledger.verify.FindingCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers are sealed as they grow, and each anchor is of all there is. */
@OnPostgres
class SealerTest {

  @TempDir private Path directory;

  private static void upgrade(TestDatabase database) {
    Migrator migrator =
        new Migrator(
            TestSessions.server(database),
            MigrationSets.released(),
            Duration.ofSeconds(20),
            Path.of(System.getProperty("java.io.tmpdir")),
            line -> {});
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T07:00:00Z"), ZoneOffset.UTC);
    UpgradeOutcome unused =
        migrator.upgrade(
            new Authority(FIRST, TrustedKeys.NONE, "test", clock),
            MigrationSet.ledger().head(),
            Proof.STRUCTURAL);
  }

  @OnEveryPostgres
  void a_ledger_without_entries_is_sealed_once_and_then_grows(TestDatabase database)
      throws SQLException {
    upgrade(database);
    TestLedger ledger = new TestLedger(database, directory);
    assertThat(ledger.sealer(FIRST).hasSealed()).isFalse();

    Sealed first = ledger.seal();
    SignedAnchor anchor = ledger.assertSeals(first, FIRST);
    assertThat(first.isNew()).isTrue();
    assertThat(anchor.entries().root()).isEqualTo(TreeHasher.EMPTY_ROOT);
    assertThat(ledger.sealer(FIRST).hasSealed()).isTrue();

    List<String> stored = ledger.stored();
    Sealed again = ledger.seal();
    assertThat(again.isNew()).isFalse();
    assertThat(again.anchor()).isEqualTo(first.anchor());
    assertThat(ledger.stored()).isEqualTo(stored);

    ledger.append(3);
    assertThat(ledger.assertSeals(ledger.seal(), FIRST).entries().size()).isEqualTo(3);
  }

  @OnEveryPostgres
  @Template({"/ancestor/v0.1.sql", "/ancestor/v3-upgrade.sql"})
  void the_ancestors_rows_are_sealed_as_they_are(TestDatabase database) throws SQLException {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    upgrade(database);
    TestLedger ledger = new TestLedger(database, directory);
    Sealed sealed = ledger.seal();
    ledger.assertSeals(sealed, FIRST);
    assertThat(sealed.content()).isEmpty();
    assertThat(database.query("select * from public.ledger_verify(null, null)")).isEmpty();
  }

  @OnEveryPostgres
  @Template({TestLedger.ENTRIES, TestLedger.CONTROL})
  void each_seal_goes_on_from_the_one_before(TestDatabase database) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    List<SignedAnchor> anchors = new ArrayList<>();
    // To a tile's border, over it, by one, over two at once, and far within one.
    for (int more : new int[] {1, 254, 1, 1, 255, 600, 100}) {
      ledger.append(more);
      anchors.add(ledger.assertSeals(ledger.seal(), FIRST));
    }
    long size = ledger.size();
    assertThat(database.query("select count(*) from audit_ledger.tiles"))
        .containsExactly(Long.toString(size / 256));
    SignedAnchor last = anchors.get(anchors.size() - 1);
    for (SignedAnchor earlier : anchors) {
      assertThat(
              Proofs.consistency(ledger.leaves(), earlier.entries().size(), size)
                  .check(earlier.entries().root(), last.entries().root()))
          .isInstanceOf(ProofOutcome.Proven.class);
    }
  }

  @Test
  @Template({TestLedger.ENTRIES, TestLedger.CONTROL})
  void a_sealer_that_goes_on_reads_each_statement_once(TestDatabase database) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.register(SECOND);
    Sealer first = ledger.sealer(FIRST);
    Sealer second = ledger.sealer(SECOND);
    for (int i = 0; i < 3; i++) {
      ledger.append(100);
      ledger.assertSeals(first.seal(), FIRST);
      assertThat(first.seal().isNew()).isFalse();
      ledger.record(FIRST, Kind.HOLD_RELEASED, WrittenJournal.released("case " + i));
      ledger.append(1);
      ledger.assertSeals(second.seal(), SECOND);
    }
    Sealed stored = first.seal();
    assertThat(stored.isNew()).as("the other key has sealed it").isFalse();

    // A key that is retired below what it sealed changes what counts of what was read before.
    ledger.record(
        FIRST,
        Kind.KEY_RETIRED,
        new KeyRetired(
                KeyPurpose.NOTE,
                KeyRegistered.of(SECOND.verifier()).keyId(),
                150,
                ledger.statements(),
                "stolen")
            .toBody());
    ledger.append(1);
    ledger.assertSeals(first.seal(), FIRST);

    // What it has read is not read again: only who begins anew sees that it was changed since.
    ledger.tamper("update audit_ledger.journal set note = note || note where position = 2");
    ledger.append(1);
    assertThat(first.seal().isNew()).isTrue();
    assertThatThrownBy(ledger::seal).isInstanceOf(HistoryBrokenException.class);
    ledger.tamper("delete from audit_ledger.journal where position > 5");
    assertThatThrownBy(first::seal).isInstanceOf(HistoryBrokenException.class);
  }

  @Test
  @Template({TestLedger.ENTRIES, TestLedger.CONTROL})
  void a_large_ledger_is_sealed_piece_by_piece_and_only_what_is_new_is_read(TestDatabase database)
      throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(66_000);
    ledger.assertSeals(ledger.seal(), FIRST);
    assertThat(
            database.query(
                "select level || '/' || count(*) from audit_ledger.tiles group by level"))
        .containsExactlyInAnyOrder("0/257", "1/1");
    ledger.append(300);
    try (FaultProxy counting = FaultProxy.counting(database)) {
      Sealed sealed = new TestLedger(counting.database(), directory).seal();
      ledger.assertSeals(sealed, FIRST);
      assertThat(counting.statements())
          .filteredOn(statement -> statement.contains("sequence_number between"))
          .hasSize(2);
    }
    assertThat(
            String.join(
                " ",
                database.query(
                    "explain (costs off) select * from only public.ledger_entries e where"
                        + " e.sequence_number between '65792' and '66300'"
                        + " order by e.sequence_number")))
        .contains("Index Scan")
        .doesNotContain("Seq Scan");
  }

  @Test
  @Template({TestLedger.ENTRIES, TestLedger.CONTROL})
  void a_journal_that_moved_on_is_sealed_again_with_the_same_entries(TestDatabase database)
      throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(5);
    Sealed first = ledger.seal();
    ledger.record(FIRST, Kind.HOLD_RELEASED, WrittenJournal.released("case"));
    Sealed second = ledger.seal();
    ledger.assertSeals(second, FIRST);
    assertThat(second.isNew()).isTrue();
    assertThat(second.anchor().entries()).isEqualTo(first.anchor().entries());
    assertThat(second.anchor().journal()).isNotEqualTo(first.anchor().journal());
  }

  @Test
  @Template({TestLedger.ENTRIES, TestLedger.CONTROL})
  void two_keys_take_turns_and_each_remembers_its_own(TestDatabase database) throws SQLException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(300);
    Sealed byFirst = ledger.seal();
    ledger.register(SECOND);
    ledger.append(300);
    Sealed bySecond = ledger.sealer(SECOND).seal();
    ledger.assertSeals(bySecond, SECOND);
    assertThat(ledger.memory(FIRST)).hasContent(byFirst.anchor().encoded());

    assertThat(ledger.seal().anchor()).isEqualTo(bySecond.anchor());
    assertThat(ledger.memory(FIRST)).hasContent(byFirst.anchor().encoded());
    ledger.append(10);
    ledger.assertSeals(ledger.seal(), FIRST);
  }

  @Test
  @Template({TestLedger.ENTRIES, TestLedger.CONTROL})
  void what_a_retired_key_has_sealed_counts_up_to_its_sizes(TestDatabase database)
      throws SQLException, IOException {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.append(300);
    Sealed unused = ledger.seal();
    ledger.append(300);
    Sealed beyond = ledger.seal();
    ledger.register(SECOND);
    ledger.retire(FIRST, 300, 4);
    Sealed sealed = ledger.sealer(SECOND).seal();
    ledger.assertSeals(sealed, SECOND);
    assertThat(sealed.anchor().entries().text()).isEqualTo(beyond.anchor().entries().text());
    // It went on from the first seal: of the second one nothing was needed.
    ledger.tamper(
        "delete from audit_ledger.journal where position > 5",
        "delete from audit_ledger.checkpoints where size not in (300, 2)");
    Files.delete(ledger.memory(SECOND));
    ledger.assertSeals(ledger.sealer(SECOND).seal(), SECOND);
  }

  @OnEveryPostgres
  @Template({TestLedger.ENTRIES, TestLedger.CONTROL})
  void sealers_at_once_take_turns(TestDatabase database) throws Exception {
    TestLedger ledger = TestLedger.begin(database, directory);
    ledger.register(SECOND);
    ledger.append(400);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Sealed>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Sealer sealer = ledger.sealer(i % 2 == 0 ? FIRST : SECOND);
        running.add(threads.submit(sealer::seal));
        ledger.append(70);
      }
      for (Future<Sealed> each : running) {
        assertThat(each.get().entries()).isGreaterThanOrEqualTo(400);
      }
    } finally {
      threads.shutdownNow();
    }
    // Whoever sealed last, both remember something from which they can go on.
    Sealed unused = ledger.sealer(SECOND).seal();
    ledger.append(1);
    ledger.assertSeals(ledger.seal(), FIRST);
  }

  @Test
  @Template("/ancestor/v3-fresh.sql")
  void what_is_wrong_within_an_entry_is_sealed_as_it_is_and_said(TestDatabase database)
      throws SQLException {
    database.load("v3.0-ledger_entries.csv", "public.ledger_entries");
    upgrade(database);
    TestLedger ledger = new TestLedger(database, directory);
    String last = Long.toString(ledger.size());
    ledger.tamper(
        "update public.ledger_entries set envelope_hash = 'sha256:"
            + "0".repeat(64)
            + "' where sequence_number = "
            + last);
    Sealed sealed = ledger.seal();
    ledger.assertSeals(sealed, FIRST);
    assertThat(sealed.content())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(FindingCode.ENVELOPE_HASH_WRONG);
              assertThat(finding.sequence()).hasValue(Long.parseLong(last));
            });
  }
}
