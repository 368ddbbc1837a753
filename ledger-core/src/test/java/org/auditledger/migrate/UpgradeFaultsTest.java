package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Timeout;

/**
 * Client or server die at any request of an upgrade of a ledger with rows: nothing is ever half
 * applied, recover says what is true, and one more upgrade finishes it.
 *
 * <p>An onlooker says before every request what a death there would leave. Each of these states is
 * then left by a real death, recovered from and finished. Of all the deaths that are possible,
 * every n-th is tried besides, by {@code -Dtest.faults=n}; many more where a request changes what
 * is left. With 4 there is one at each request on each version, and on some version each of those
 * that are possible there; with 1 all of them. Deaths that leave the same are recovered from once,
 * and the rows are looked at every time.
 */
@Timeout(14400)
class UpgradeFaultsTest {

  private static final int STRIDE = Integer.getInteger("auditledger.test.faults");

  /** Of these the rest is done although another death left the same. */
  private static final int CHECKED_ANYWAY = 50;

  private static final int VERSIONS = 5;

  /** How much closer the requests lie that change what is left. */
  private static final int CLOSER = 40;

  @OnEveryPostgres(lasting = true)
  void nothing_is_ever_half_applied(CrashableServer server) throws SQLException {
    TestDatabase ledger = server.create("/ancestor/v0.1.sql");
    ledger.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    List<Remains> left = leftAtEachRequest(server, ledger);
    Set<Remains> outlived = new HashSet<>();
    for (Fault fault : Fault.values()) {
      int tried = 0;
      List<String> struck = new ArrayList<>();
      for (int at : sample(fault, server.version(), left)) {
        TestDatabase database = server.copy(ledger);
        strikes(fault, at, database, outlived).ifPresent(struck::add);
        server.drop(database);
        tried++;
      }
      // How often a lock is asked for again differs, so that a run may end before the last request.
      assertThat(struck).hasSizeBetween(tried - 1 - tried / 50, tried);
    }
    Set<Remains> possible = new LinkedHashSet<>(left);
    possible.remove(left.get(left.size() - 1));
    assertThat(outlived).containsAll(possible);
  }

  /** What is left by a death before each request, and at last what is left by none. */
  private static List<Remains> leftAtEachRequest(CrashableServer server, TestDatabase ledger)
      throws SQLException {
    TestDatabase database = server.copy(ledger);
    List<Remains> left = new ArrayList<>();
    try (Connection onlooker = database.connect()) {
      try (Statement statement = onlooker.createStatement()) {
        statement.execute("set lock_timeout = '10s'");
      }
      try (FaultProxy proxy =
          FaultProxy.looking(database, () -> left.add(Remains.seenBy(onlooker)))) {
        UpgradeOutcome unused = Migrations.of(proxy.database()).upgrade();
        assertThat(left).hasSize(proxy.requests());
      }
      left.add(Remains.seenBy(onlooker));
    }
    server.drop(database);
    return left;
  }

  private static SortedSet<Integer> sample(Fault fault, int version, List<Remains> left) {
    SortedSet<Integer> sample = new TreeSet<>();
    List<Integer> changing = new ArrayList<>();
    for (int at = 1; at < left.size(); at++) {
      if (!left.get(at - 1).equals(left.get(at))) {
        changing.add(at);
      }
    }
    assertThat(changing).as("requests that change what is left").hasSizeGreaterThan(10);
    if (fault == Fault.CLIENT_DIES_BEFORE) {
      sample.addAll(changing);
    }
    int closer = Math.max(1, STRIDE / CLOSER);
    for (int i = first(fault, version, closer); i < changing.size(); i += closer) {
      sample.add(changing.get(i));
    }
    for (int at = 1 + first(fault, version, STRIDE); at < left.size(); at += STRIDE) {
      sample.add(at);
    }
    return sample;
  }

  /**
   * Each fault begins elsewhere on each version, so that together the samples lie closer; and the
   * faults of a version lie evenly between each other, in another order on the next.
   */
  private static int first(Fault fault, int version, int stride) {
    List<Fault> faults = List.of(Fault.values());
    int turn = (faults.indexOf(fault) + version) % faults.size();
    return (VERSIONS * turn + version % VERSIONS) * stride / (faults.size() * VERSIONS);
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
      Remains remains = remains(database);
      if (at % CHECKED_ANYWAY == 0 || !outlived.contains(remains)) {
        recover(database, where);
        assertThat(Rows.of(database)).as(where).isEqualTo(rows);
        outlived.add(remains);
      }
      return proxy.struckAt();
    }
  }

  private static Remains remains(TestDatabase database) throws SQLException {
    try (Connection onlooker = database.connect()) {
      return Remains.seenBy(onlooker);
    }
  }

  private static void recover(TestDatabase database, String where) {
    Migrations migrations = Migrations.of(database);
    assertThat(halfApplied(migrations)).as(where).isEmpty();
    RecoveryAccount account = migrations.migrator().recover(Migrations.authority());
    assertThat(account.found()).as(where).isNotEmpty();
    UpgradeOutcome unused = migrations.upgrade();
    assertThat(migrations.failures()).as(where).isEmpty();
    assertThat(migrations.state()).as(where).isEqualTo("version 4");
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
}
