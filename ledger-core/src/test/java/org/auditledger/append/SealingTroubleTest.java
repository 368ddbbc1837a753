package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditledger.append.KeyedLedger.NEVER;
import static org.auditledger.append.KeyedLedger.PATIENCE;
import static org.auditledger.append.KeyedLedger.SIGNER;
import static org.auditledger.append.KeyedLedger.append;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.auditledger.checkpoint.SealListener;
import org.auditledger.checkpoint.SealOrder;
import org.auditledger.checkpoint.SealSchedule;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.checkpoint.SealingState;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.control.SignerRefusedException;
import org.auditledger.postgres.DatabaseUnreachableException;
import org.auditledger.postgres.Explanation;
import org.auditledger.signature.NoteSigner;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a seal, an entry is durable when it is answered, and the trouble is told. */
@OnPostgres
@Timeout(180)
class SealingTroubleTest {

  @TempDir private Path directory;

  private final Told told = new Told();

  @Test
  void a_last_seal_is_waited_for_no_longer_than_the_patience(TestDatabase database)
      throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    LedgerWriter writer = ledger.writer(Duration.ofMillis(500), ledger.order(NEVER, told));
    told.await("sealed 0");
    try (Connection holder = ledger.holdJournal()) {
      assertThat(append(writer, 1, 5)).hasSize(5);
      long start = System.nanoTime();
      writer.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.dividedBy(2));
      holder.rollback();
    }
    assertThat(told.stop().orElseThrow().why()).hasMessageContaining("the last seal was not done");
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    ledger.assertHolds(5);
  }

  @Test
  void a_server_that_is_away_is_waited_for_as_long_and_that_is_why(TestDatabase database)
      throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    Duration patience = Duration.ofSeconds(1);
    try (FaultProxy proxy = FaultProxy.at(1, Fault.CLIENT_DIES_BEFORE, database)) {
      LedgerWriter writer = ledger.writer(patience, ledger.at(proxy.database()).order(NEVER, told));
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
    ledger.assertHolds(5);
  }

  @Test
  void who_is_interrupted_while_he_closes_it_leaves_it_unsealed(TestDatabase database)
      throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    LedgerWriter writer = ledger.writer(NEVER, told);
    told.await("sealed 0");
    assertThat(append(writer, 1, 5)).hasSize(5);
    Thread.currentThread().interrupt();
    writer.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(told.stop().orElseThrow().why()).hasMessage("interrupted before the last seal");
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    assertThat(ledger.sealed()).isZero();
    ledger.assertHolds(5);
  }

  @Test
  void a_copy_of_the_ledger_is_not_sealed_and_is_appended_to(CrashableServer server)
      throws Exception {
    TestDatabase original = server.create();
    KeyedLedger ledger = KeyedLedger.begin(original, directory);
    try (LedgerWriter writer = ledger.writer(NEVER, told)) {
      assertThat(append(writer, 1, 10)).hasSize(10);
    }
    KeyedLedger copy = ledger.at(server.copy(original));
    LedgerWriter writer = copy.writer(NEVER, told);
    try (writer) {
      told.await("stopped: nothing was sealed: this is not the database that the journal names");
      assertThat(append(writer, 11, 10)).hasSize(10);
    }
    assertThat(told.stop().orElseThrow().why()).isInstanceOf(HistoryBrokenException.class);
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    assertThat(copy.sealed()).isEqualTo(10);
    copy.assertHolds(20);
    server.drop(copy.database());
    server.drop(original);
  }

  @Test
  void a_key_that_is_not_the_ledgers_seals_nothing_and_keeps_nobody_from_appending(
      TestDatabase database) throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    NoteSigner foreign = NoteSigner.of("acme/plant-1", Ledgers.key(9));
    LedgerWriter writer =
        ledger.writer(PATIENCE, new SealOrder(ledger.sealer(foreign), NEVER, told));
    try (writer) {
      assertThat(append(writer, 1, 10)).hasSize(10);
    }
    assertThat(told.stop().orElseThrow().why()).isInstanceOf(SignerRefusedException.class);
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    assertThat(ledger.sealed()).isZero();
    ledger.assertHolds(10);
  }

  @Test
  void a_listener_that_fails_ends_the_sealing_and_nothing_else(TestDatabase database)
      throws Exception {
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    SealListener failing =
        new SealListener() {
          @Override
          public void sealed(Sealed seal) {
            throw new IllegalStateException("the listener's own trouble");
          }

          @Override
          public void waiting(Explanation why) {}

          @Override
          public void answered() {}

          @Override
          public void stopped(SealingState.Stopped state) {
            told.stopped(state);
          }
        };
    LedgerWriter writer = ledger.writer(NEVER, failing);
    try (writer) {
      told.await("stopped: the listener's own trouble");
      assertThat(append(writer, 1, 10)).hasSize(10);
    }
    assertThat(writer.sealing()).contains(told.stop().orElseThrow());
    ledger.assertHolds(10);
  }

  @Test
  void a_server_that_dies_under_a_seal_is_waited_for(CrashableServer server) throws Exception {
    TestDatabase database = server.create();
    KeyedLedger ledger = KeyedLedger.begin(database, directory);
    int requests = requestsOfSeal(ledger);
    for (int at : new int[] {1, requests / 2, requests - 1, requests}) {
      Told each = new Told();
      long before = Long.parseLong(database.query("select count(*) from ledger_entries").get(0));
      try (FaultProxy proxy = FaultProxy.once(at, Fault.SERVER_DIES_AFTER, database);
          LedgerWriter writer =
              ledger.writer(
                  PATIENCE,
                  ledger
                      .at(proxy.database())
                      .order(new SealSchedule(Duration.ofMillis(100), 1_000_000), each))) {
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
      assertThat(ledger.sealed()).as("request %s", at).isEqualTo(before);
      ledger.assertHolds(before);
    }
    server.drop(database);
  }

  private static int requestsOfSeal(KeyedLedger ledger) throws Exception {
    try (FaultProxy proxy = FaultProxy.counting(ledger.database())) {
      Sealed sealed = ledger.at(proxy.database()).sealer(SIGNER).seal();
      assertThat(sealed.isNew()).isTrue();
      return proxy.requests();
    }
  }
}
