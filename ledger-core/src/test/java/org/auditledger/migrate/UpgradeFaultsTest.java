package org.auditledger.migrate;

import static java.util.regex.Pattern.DOTALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Timeout;

/**
 * Client or server die at any request of an upgrade of a ledger with rows: nothing is ever half
 * applied, recover says what is true, and one more upgrade finishes it. The requests are a sample:
 * every n-th, by {@code -Dtest.faults=n}, and 1 takes them all; 5 takes all of them on some
 * version. Of those that end a transaction, or are none's part, many more are taken: only they
 * change what a death leaves behind. Deaths that leave the same are recovered from once, and the
 * rows are looked at every time.
 */
@Timeout(14400)
class UpgradeFaultsTest {

  private static final int STRIDE = Integer.getInteger("auditledger.test.faults");

  /** Of these the rest is done although another death left the same. */
  private static final int CHECKED_ANYWAY = 50;

  /** How much closer the requests lie that leave something behind. */
  private static final int CLOSER = 40;

  private static final Pattern LEAVES_SOMETHING =
      Pattern.compile("(?i)(commit|create index concurrently|drop index concurrently).*", DOTALL);

  @OnEveryPostgres
  void nothing_is_ever_half_applied(CrashableServer server) throws SQLException {
    TestDatabase ledger = server.create("/ancestor/v0.1.sql");
    ledger.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    List<String> requests = requests(server, ledger);
    Set<Remains> outlived = new HashSet<>();
    for (Fault fault : Fault.values()) {
      int tried = 0;
      List<String> struck = new ArrayList<>();
      for (int at : sample(fault, server.version(), requests)) {
        TestDatabase database = server.copy(ledger);
        strikes(fault, at, database, outlived).ifPresent(struck::add);
        server.drop(database);
        tried++;
      }
      // How often a lock is asked for again differs, so that a run may end before the last request.
      assertThat(struck).hasSizeBetween(tried - 1 - tried / 50, tried);
    }
  }

  private static SortedSet<Integer> sample(Fault fault, int version, List<String> requests) {
    SortedSet<Integer> sample = new TreeSet<>();
    List<Integer> leaving = new ArrayList<>();
    for (int at = 1; at <= requests.size(); at++) {
      if (LEAVES_SOMETHING.matcher(requests.get(at - 1)).matches()) {
        leaving.add(at);
      }
    }
    assertThat(leaving).as("commits, and what needs none").hasSizeGreaterThan(20);
    int closer = Math.max(1, STRIDE / CLOSER);
    for (int i = first(fault, version, closer); i < leaving.size(); i += closer) {
      sample.add(leaving.get(i));
    }
    for (int at = 1 + first(fault, version, STRIDE); at <= requests.size(); at += STRIDE) {
      sample.add(at);
    }
    return sample;
  }

  /** Each fault begins elsewhere on each version, so that together the samples lie closer. */
  private static int first(Fault fault, int version, int stride) {
    List<Fault> faults = List.of(Fault.values());
    int which = faults.size() * version + faults.indexOf(fault);
    return which * stride / (faults.size() * 5) % stride;
  }

  private static Optional<String> strikes(
      Fault fault, int at, TestDatabase database, Set<Remains> outlived) throws SQLException {
    Rows rows = Rows.of(database);
    try (FaultProxy proxy = FaultProxy.at(at, fault, database)) {
      Migrations doomed = Migrations.of(proxy.database());
      attempt(doomed);
      if (proxy.struckAt().isEmpty()) {
        return Optional.empty();
      }
      proxy.settle();
      String where = proxy.struckAt().orElseThrow();

      assertThat(Rows.of(database)).as(where).isEqualTo(rows);
      // What follows depends on nothing but what is there.
      if (at % CHECKED_ANYWAY != 0 && !outlived.add(Remains.of(database))) {
        return proxy.struckAt();
      }
      Migrations migrations = Migrations.of(database);
      assertThat(halfApplied(migrations)).as(where).isEmpty();
      RecoveryAccount account = migrations.migrator().recover(Migrations.authority());
      assertThat(account.found()).as(where).isNotEmpty();
      UpgradeOutcome unused = migrations.upgrade();
      assertThat(migrations.failures()).as(where).isEmpty();
      assertThat(migrations.state()).as(where).isEqualTo("version 4");
      assertThat(Rows.of(database)).as(where).isEqualTo(rows);
      return proxy.struckAt();
    }
  }

  private static void attempt(Migrations doomed) {
    try {
      UpgradeOutcome unused = doomed.upgrade();
    } catch (RuntimeException e) {
      assertThat(e.getMessage()).as("what a user reads").isNotBlank();
    }
  }

  /** What is wrong, except an index that was being built, and a journal that has not begun. */
  private static List<String> halfApplied(Migrations migrations) {
    MigrationStatus status = migrations.migrator().status(Migrations.trusted());
    boolean preparing = status.unfinished().isPresent();
    boolean unbegun = status.state().startsWith("v0.1") && status.statements() == 0;
    return migrations.failures().stream()
        .filter(failure -> !(preparing && failure.startsWith("ledger structure FAIL [index ")))
        .filter(failure -> !(unbegun && failure.startsWith("journal FAIL [there is none")))
        .toList();
  }

  /** What an upgrade that nobody harms asks for. */
  private static List<String> requests(CrashableServer server, TestDatabase ledger)
      throws SQLException {
    TestDatabase database = server.copy(ledger);
    try (FaultProxy proxy = FaultProxy.counting(database)) {
      UpgradeOutcome unused = Migrations.of(proxy.database()).upgrade();
      return proxy.statements();
    } finally {
      server.drop(database);
    }
  }
}
