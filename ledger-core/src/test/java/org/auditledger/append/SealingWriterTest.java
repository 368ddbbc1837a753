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
import org.auditledger.checkpoint.Sealed;
import org.auditledger.checkpoint.Sealer;
import org.auditledger.checkpoint.SealingKey;
import org.auditledger.checkpoint.SealingState;
import org.auditledger.checkpoint.Seals;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.JournalTable;
import org.auditledger.control.SignerRefusedException;
import org.auditledger.entry.Appended;
import org.auditledger.migrate.Authority;
import org.auditledger.migrate.MigrationSet;
import org.auditledger.migrate.MigrationSets;
import org.auditledger.migrate.Migrator;
import org.auditledger.migrate.Proof;
import org.auditledger.migrate.UpgradeOutcome;
import org.auditledger.postgres.DatabaseUnreachableException;
import org.auditledger.postgres.TestSessions;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A writer with a key seals what is appended, beside it: whatever becomes of a seal, an entry is
 * durable when it is answered.
 */
@OnPostgres
@Timeout(180)
class SealingWriterTest {

  private static final NoteSigner SIGNER = NoteSigner.of("acme/plant-1", Ledgers.key(7));
  private static final Duration LONG = Duration.ofHours(1);
  private static final SealSchedule NEVER = new SealSchedule(LONG, 1_000_000);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory;

  private final Told told = new Told();

  /** A ledger that has a journal, as the writer's own key began it. */
  private static void begin(TestDatabase database) {
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
  }

  private Sealer sealer(TestDatabase database, NoteSigner signer) {
    return new Sealer(
        TestSessions.server(database),
        new SealingKey(signer, directory.resolve("a.key")),
        TrustedKeys.NONE,
        "test",
        Clock.systemUTC(),
        PATIENCE);
  }

  private LedgerWriter writer(TestDatabase database, SealSchedule schedule) {
    return writer(database, PATIENCE, new SealOrder(sealer(database, SIGNER), schedule, told));
  }

  private static LedgerWriter writer(TestDatabase database, Duration patience, SealOrder order) {
    WriterSettings settings = Ledgers.settings().withPatience(patience).withSealing(order);
    return LedgerWriter.open(TestSessions.server(database), settings, Clock.systemUTC());
  }

  private static List<Appended> append(LedgerWriter writer, int from, int count) throws Exception {
    return writer.submit(Ledgers.drafts(from, count)).await();
  }

  /** How many entries are sealed, as anybody can see who trusts the key. */
  private static long sealed(TestDatabase database) {
    return new Seals(TestSessions.server(database), TrustedKeys.of(SIGNER.verifier()))
        .list(1)
        .sealed();
  }

  private static void assertEntries(TestDatabase database, long entries) throws SQLException {
    assertThat(Ledgers.assertIntact(database).segment().rows()).isEqualTo(entries);
  }

  /** Keeps every seal waiting, as a migration or another sealer would. */
  private static Connection holdJournal(TestDatabase database) throws SQLException {
    Connection holder = database.connect();
    holder.setAutoCommit(false);
    JournalTable.lock(holder);
    return holder;
  }

  @OnEveryPostgres
  void many_entries_are_sealed_at_once_and_fewer_wait(TestDatabase database) throws Exception {
    begin(database);
    try (LedgerWriter writer = writer(database, new SealSchedule(LONG, 50))) {
      told.await("sealed 0");
      assertThat(append(writer, 1, 49)).hasSize(49);
      Thread.sleep(2500); // it has looked at least once meanwhile
      assertThat(told.all()).containsExactly("sealed 0");
      assertThat(append(writer, 50, 1)).hasSize(1);
      told.await("sealed 50");
      assertThat(sealed(database)).isEqualTo(50);
      assertThat(writer.sealing())
          .get()
          .isInstanceOf(SealingState.Going.class)
          .extracting(state -> state.last().orElseThrow().entries())
          .isEqualTo(50L);
    }
    assertEntries(database, 50);
  }

  @Test
  void entries_do_not_wait_longer_than_their_time(TestDatabase database) throws Exception {
    begin(database);
    try (LedgerWriter writer =
        writer(database, new SealSchedule(Duration.ofMillis(300), 1_000_000))) {
      told.await("sealed 0");
      for (int n = 1; n <= 3; n++) {
        assertThat(writer.append(Ledgers.draft(n)).sequence()).isEqualTo(n);
        told.await("sealed " + n);
      }
      assertThat(told.all()).containsExactly("sealed 0", "sealed 1", "sealed 2", "sealed 3");
    }
    assertThat(sealed(database)).isEqualTo(3);
  }

  @Test
  void what_is_not_sealed_when_it_is_closed_is_sealed_then(TestDatabase database) throws Exception {
    begin(database);
    LedgerWriter writer = writer(database, NEVER);
    told.await("sealed 0");
    Submission last = writer.submit(Ledgers.drafts(1, 300));
    writer.close();
    assertThat(last.await()).hasSize(300);
    assertThat(sealed(database)).isEqualTo(300);
    assertThat(told.all()).containsExactly("sealed 0", "sealed 300");
    assertThat(writer.sealing()).get().isInstanceOf(SealingState.Finished.class);
    writer.close();
    assertThat(told.all()).as("closed once").hasSize(2);
    assertEntries(database, 300);
  }

  @Test
  void without_a_key_nothing_is_sealed(TestDatabase database) throws Exception {
    begin(database);
    LedgerWriter writer = Ledgers.writer(database);
    try (writer) {
      assertThat(append(writer, 1, 20)).hasSize(20);
    }
    assertThat(writer.sealing()).isEmpty();
    assertThat(database.query("select count(*) from audit_ledger.checkpoints"))
        .containsExactly("0");
    assertEntries(database, 20);
  }

  @OnEveryPostgres
  void appends_go_on_while_a_seal_waits_for_the_journal(TestDatabase database) throws Exception {
    begin(database);
    try (LedgerWriter writer = writer(database, new SealSchedule(Duration.ofMillis(100), 1))) {
      told.await("sealed 0");
      try (Connection holder = holdJournal(database)) {
        assertThat(writer.append(Ledgers.draft(1)).sequence()).isEqualTo(1);
        awaitStuckSeal(database);
        for (int n = 2; n <= 200; n++) {
          assertThat(writer.append(Ledgers.draft(n)).sequence()).isEqualTo(n);
        }
        assertThat(told.all()).containsExactly("sealed 0");
        holder.rollback();
      }
      told.await("sealed 200");
      assertThat(told.all()).containsExactly("sealed 0", "sealed 200");
    }
    assertEntries(database, 200);
  }

  private static void awaitStuckSeal(TestDatabase database) throws Exception {
    String stuck =
        "select count(*) from pg_locks where locktype = 'advisory' and not granted"
            + " and database = (select oid from pg_database where datname = current_database())";
    while (!database.query(stuck).contains("1")) {
      Thread.sleep(10);
    }
  }

  @Test
  void a_last_seal_is_waited_for_no_longer_than_the_patience(TestDatabase database)
      throws Exception {
    begin(database);
    LedgerWriter writer =
        writer(
            database, Duration.ofMillis(500), new SealOrder(sealer(database, SIGNER), NEVER, told));
    told.await("sealed 0");
    try (Connection holder = holdJournal(database)) {
      assertThat(append(writer, 1, 5)).hasSize(5);
      long start = System.nanoTime();
      writer.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.dividedBy(2));
      holder.rollback();
    }
    assertThat(told.stop().orElseThrow().why()).hasMessageContaining("the last seal was not done");
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    assertEntries(database, 5);
  }

  @Test
  void a_server_that_is_away_is_waited_for_as_long_and_that_is_why(TestDatabase database)
      throws Exception {
    begin(database);
    Duration patience = Duration.ofSeconds(1);
    try (FaultProxy proxy = FaultProxy.at(1, Fault.CLIENT_DIES_BEFORE, database)) {
      LedgerWriter writer =
          writer(database, patience, new SealOrder(sealer(proxy.database(), SIGNER), NEVER, told));
      told.await("waiting: cannot connect to ");
      assertThat(append(writer, 1, 5)).hasSize(5);
      long start = System.nanoTime();
      writer.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(patience, PATIENCE.dividedBy(2));
      assertThat(told.stop().orElseThrow().why())
          .isInstanceOf(DatabaseUnreachableException.class)
          .hasMessageContaining("cannot connect to ");
      assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    }
    assertEntries(database, 5);
  }

  @Test
  void who_is_interrupted_while_he_closes_it_leaves_it_unsealed(TestDatabase database)
      throws Exception {
    begin(database);
    LedgerWriter writer = writer(database, NEVER);
    told.await("sealed 0");
    assertThat(append(writer, 1, 5)).hasSize(5);
    Thread.currentThread().interrupt();
    writer.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(told.stop().orElseThrow().why()).hasMessage("interrupted before the last seal");
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    assertThat(sealed(database)).isZero();
    assertEntries(database, 5);
  }

  @Test
  void a_copy_of_the_ledger_is_not_sealed_and_is_appended_to(CrashableServer server)
      throws Exception {
    TestDatabase original = server.create();
    begin(original);
    try (LedgerWriter writer = writer(original, NEVER)) {
      assertThat(append(writer, 1, 10)).hasSize(10);
    }
    TestDatabase copy = server.copy(original);
    LedgerWriter writer = writer(copy, NEVER);
    try (writer) {
      told.await("stopped: nothing was sealed: this is not the database that the journal names");
      assertThat(append(writer, 11, 10)).hasSize(10);
    }
    assertThat(told.stop().orElseThrow().why()).isInstanceOf(HistoryBrokenException.class);
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    assertThat(sealed(copy)).isEqualTo(10);
    assertEntries(copy, 20);
    server.drop(copy);
    server.drop(original);
  }

  @Test
  void a_key_that_is_not_the_ledgers_seals_nothing_and_keeps_nobody_from_appending(
      TestDatabase database) throws Exception {
    begin(database);
    NoteSigner foreign = NoteSigner.of("acme/plant-1", Ledgers.key(9));
    LedgerWriter writer =
        writer(database, PATIENCE, new SealOrder(sealer(database, foreign), NEVER, told));
    try (writer) {
      assertThat(append(writer, 1, 10)).hasSize(10);
    }
    assertThat(told.stop().orElseThrow().why()).isInstanceOf(SignerRefusedException.class);
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    assertThat(sealed(database)).isZero();
    assertEntries(database, 10);
  }

  @Test
  void a_listener_that_fails_ends_the_sealing_and_nothing_else(TestDatabase database)
      throws Exception {
    begin(database);
    SealListener failing =
        new SealListener() {
          @Override
          public void sealed(Sealed seal) {
            throw new IllegalStateException("the listener's own trouble");
          }

          @Override
          public void waiting(org.auditledger.postgres.Explanation why) {}

          @Override
          public void answered() {}

          @Override
          public void stopped(SealingState.Stopped state) {
            told.stopped(state);
          }
        };
    LedgerWriter writer =
        writer(database, PATIENCE, new SealOrder(sealer(database, SIGNER), NEVER, failing));
    try (writer) {
      told.await("stopped: the listener's own trouble");
      assertThat(append(writer, 1, 10)).hasSize(10);
    }
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    assertEntries(database, 10);
  }

  @Test
  void a_server_that_dies_under_a_seal_is_waited_for(CrashableServer server) throws Exception {
    TestDatabase database = server.create();
    begin(database);
    int requests = requestsOfSeal(database);
    for (int at : new int[] {1, requests / 2, requests - 1, requests}) {
      Told each = new Told();
      long before = Long.parseLong(database.query("select count(*) from ledger_entries").get(0));
      try (FaultProxy proxy = FaultProxy.once(at, Fault.SERVER_DIES_AFTER, database);
          LedgerWriter writer =
              writer(
                  database,
                  PATIENCE,
                  new SealOrder(
                      sealer(proxy.database(), SIGNER),
                      new SealSchedule(Duration.ofMillis(100), 1_000_000),
                      each))) {
        while (proxy.struckAt().isEmpty()) {
          assertThat(append(writer, 1, 10)).hasSize(10);
          before += 10;
        }
        each.await("answered");
        assertThat(append(writer, 1, 1)).hasSize(1);
        before++;
        each.await("sealed " + before);
      }
      assertThat(each.all().stream().filter(line -> line.startsWith("waiting: "))).hasSize(1);
      assertThat(sealed(database)).as("request %s", at).isEqualTo(before);
      assertEntries(database, before);
    }
    server.drop(database);
  }

  private int requestsOfSeal(TestDatabase database) throws Exception {
    try (FaultProxy proxy = FaultProxy.counting(database)) {
      Sealed sealed = sealer(proxy.database(), SIGNER).seal();
      assertThat(sealed.isNew()).isTrue();
      return proxy.requests();
    }
  }
}
