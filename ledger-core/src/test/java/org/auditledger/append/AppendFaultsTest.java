package org.auditledger.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.entry.Appended;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.TestSessions;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection or the server dies at any request of an append, and comes back or does not: what
 * was acknowledged is there once, and what is there was acknowledged or is said to be unknown.
 */
@OnPostgres
@Timeout(1800)
class AppendFaultsTest {

  private static final String[] SCRIPTS = {
    Ledgers.V1, Ledgers.V2, Ledgers.V3, Ledgers.CHECKS, Ledgers.V4
  };
  private static final int CALLERS = 32;

  @ParameterizedTest
  @EnumSource
  void a_writer_that_comes_back_finds_out_and_goes_on(Fault fault, CrashableServer server)
      throws Exception {
    TestDatabase database = server.create(SCRIPTS);
    boolean struck = true;
    int expected = 0;
    for (int at = 1; struck; at++) {
      try (FaultProxy proxy = FaultProxy.once(at, fault, database)) {
        List<Appended> appended = new ArrayList<>();
        try (LedgerWriter writer = Ledgers.writer(proxy.database())) {
          appended.addAll(writer.submit(Ledgers.drafts(10 * at, 3)).await());
          appended.add(writer.append(Ledgers.evaluated(10 * at + 3)));
          expected += 4;
          Acknowledged.assertAllThere(database, appended);
          assertThat(count(database)).as("%s at request %s", fault, at).isEqualTo(expected);
        } catch (DatabaseException e) {
          assertThat(appended).as("only opening may fail: %s", e.getMessage()).isEmpty();
        }
        struck = proxy.struckAt().isPresent();
        if (struck && fault.killsServer()) {
          server.awaitRecovery();
        }
      }
    }
    Ledgers.assertIntact(database);
    server.drop(database);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_DIES_BEFORE", "CLIENT_DIES_AFTER"})
  void a_writer_that_cannot_come_back_says_what_it_knows(Fault fault, CrashableServer server)
      throws Exception {
    TestDatabase database = server.create(SCRIPTS);
    int unknown = 0;
    boolean struck = true;
    for (int at = 1; struck; at++) {
      int before = count(database);
      try (FaultProxy proxy = FaultProxy.at(at, fault, database);
          LedgerWriter writer = open(proxy.database())) {
        Submission submission = writer.submit(Ledgers.drafts(10 * at, 3));
        struck = !isAnswered(submission);
        if (struck) {
          proxy.settle();
          unknown += isUnknown(submission) ? 1 : 0;
          boolean landed = isUnknown(submission) && fault == Fault.CLIENT_DIES_AFTER;
          assertThat(count(database) - before).isEqualTo(landed ? 3 : 0);
        }
      } catch (DatabaseException e) {
        assertThat(count(database)).isEqualTo(before);
      }
    }
    assertThat(unknown).as("only a commit is in doubt").isEqualTo(1);
    Ledgers.assertIntact(database);
    server.drop(database);
  }

  private static LedgerWriter open(TestDatabase database) {
    WriterSettings settings = Ledgers.settings().withPatience(Duration.ofMillis(300));
    return LedgerWriter.open(TestSessions.server(database), settings, Clock.systemUTC());
  }

  private static boolean isAnswered(Submission submission) throws InterruptedException {
    try {
      return submission.await().size() == 3;
    } catch (AppendException e) {
      return false;
    }
  }

  private static boolean isUnknown(Submission submission) throws InterruptedException {
    try {
      List<Appended> unused = submission.await();
      return false;
    } catch (AppendException e) {
      assertThat(e.trouble()).isIn(Trouble.UNKNOWN, Trouble.UNREACHABLE);
      assertThat(e.getMessage())
          .startsWith(
              e.trouble() == Trouble.UNKNOWN ? "it is not known whether" : "nothing was appended");
      return e.trouble() == Trouble.UNKNOWN;
    }
  }

  /** {@code -Dtest.kills=50} does it so often, with 100,000 entries each time. */
  @Test
  void what_32_callers_were_told_is_true_after_the_server_was_killed(CrashableServer server)
      throws Exception {
    int kills = Integer.getInteger("auditledger.test.kills", 1);
    int entries = kills >= 50 ? 100_000 : 8_000;
    for (int kill = 1; kill <= kills; kill++) {
      TestDatabase database = server.create(SCRIPTS);
      int at = 40 + (int) (kill * 7919L % (entries / 80));
      List<Appended> acknowledged;
      try (FaultProxy proxy = FaultProxy.once(at, Fault.SERVER_DIES, database);
          LedgerWriter writer = Ledgers.writer(proxy.database())) {
        acknowledged = appendAll(writer, entries);
        assertThat(proxy.struckAt()).isPresent();
      }
      Acknowledged.assertAllThere(database, acknowledged);
      assertThat(Ledgers.assertIntact(database).segment().rows()).isEqualTo(entries);
      server.drop(database);
    }
  }

  private static List<Appended> appendAll(LedgerWriter writer, int entries) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    AtomicLong next = new AtomicLong();
    Callable<List<Appended>> caller =
        () -> {
          List<Appended> appended = new ArrayList<>();
          for (long n = next.incrementAndGet(); n <= entries; n = next.incrementAndGet()) {
            appended.add(writer.append(Ledgers.draft(n)));
          }
          return appended;
        };
    List<Future<List<Appended>>> answers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      answers.add(callers.submit(caller));
    }
    List<Appended> all = new ArrayList<>();
    for (Future<List<Appended>> answer : answers) {
      all.addAll(answer.get());
    }
    callers.shutdown();
    return all;
  }

  private static int count(TestDatabase database) throws SQLException {
    return Integer.parseInt(database.query("select count(*) from ledger_entries").get(0));
  }
}
