package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.auditledger.checkpoint.SealListener;
import org.auditledger.checkpoint.SealOrder;
import org.auditledger.checkpoint.SealSchedule;
import org.auditledger.checkpoint.Sealer;
import org.auditledger.checkpoint.SealingKey;
import org.auditledger.checkpoint.Seals;
import org.auditledger.control.JournalTable;
import org.auditledger.entry.Appended;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Migrator;
import org.auditledger.migrate.Proof;
import org.auditledger.migrate.UpgradeOutcome;
import org.auditledger.postgres.TestSessions;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.TestDatabase;

/**
 * A ledger with a journal, to be appended to by who seals it too.
 *
 * @param keys where what a key signed last is kept
 */
record KeyedLedger(TestDatabase database, Path keys) {

  static final NoteSigner SIGNER = NoteSigner.of("acme/plant-1", Ledgers.key(7));
  static final Duration LONG = Duration.ofHours(1);
  static final SealSchedule NEVER = new SealSchedule(LONG, 1_000_000);
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** One that the writer's own key has begun. */
  static KeyedLedger begin(TestDatabase database, Path keys) {
    Migrator migrator =
        new Migrator(
            TestSessions.server(database),
            MigrationSets.released(),
            PATIENCE,
            Path.of(System.getProperty("java.io.tmpdir")),
            line -> {});
    UpgradeOutcome unused =
        migrator.upgrade(
            new Authority(SIGNER, TrustedKeys.NONE, "test", Clock.systemUTC()),
            MigrationSet.ledger().head(),
            Proof.STRUCTURAL);
    return new KeyedLedger(database, keys);
  }

  /** The same by another way, or what was made of it. */
  KeyedLedger at(TestDatabase other) {
    return new KeyedLedger(other, keys);
  }

  Sealer sealer(NoteSigner signer) {
    return new Sealer(
        TestSessions.server(database),
        new SealingKey(signer, keys.resolve("a.key")),
        TrustedKeys.NONE,
        "test",
        Clock.systemUTC(),
        PATIENCE);
  }

  SealOrder order(SealSchedule schedule, SealListener listener) {
    return new SealOrder(sealer(SIGNER), schedule, listener);
  }

  LedgerWriter writer(SealSchedule schedule, SealListener listener) {
    return writer(PATIENCE, order(schedule, listener));
  }

  LedgerWriter writer(Duration patience, SealOrder order) {
    WriterSettings settings = Ledgers.settings().withPatience(patience).withSealing(order);
    return LedgerWriter.open(TestSessions.server(database), settings, Clock.systemUTC());
  }

  static List<Appended> append(LedgerWriter writer, int from, int count) throws Exception {
    return writer.submit(Ledgers.drafts(from, count)).await();
  }

  /** How many entries are sealed, as anybody can see who trusts the key. */
  long sealed() {
    return new Seals(TestSessions.server(database), TrustedKeys.of(SIGNER.verifier()))
        .list(1)
        .sealed();
  }

  void assertHolds(long entries) throws SQLException {
    assertThat(Ledgers.assertIntact(database).segment().rows()).isEqualTo(entries);
  }

  /** Keeps every seal waiting, as a migration or another sealer would. */
  Connection holdJournal() throws SQLException {
    Connection holder = database.connect();
    holder.setAutoCommit(false);
    JournalTable.lock(holder);
    return holder;
  }
}
