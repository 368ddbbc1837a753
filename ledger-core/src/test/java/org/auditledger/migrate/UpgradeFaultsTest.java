package org.auditledger.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Timeout;

/**
 * Client or server die at any request of an upgrade of a ledger with rows: nothing is ever half
 * applied, recover says what is true, and one more upgrade finishes it. The requests are a sample:
 * every n-th, by {@code -Dtest.faults=n}, and 1 takes them all.
 */
@Timeout(14400)
class UpgradeFaultsTest {

  private static final int STRIDE = Integer.getInteger("auditledger.test.faults");

  @OnEveryPostgres
  void nothing_is_ever_half_applied(CrashableServer server) throws SQLException {
    int requests = count(server);
    for (Fault fault : Fault.values()) {
      int tried = 0;
      List<String> struck = new ArrayList<>();
      for (int at = first(fault, server.version()); at <= requests; at += STRIDE) {
        TestDatabase database = ledger(server);
        strikes(fault, at, database).ifPresent(struck::add);
        server.drop(database);
        tried++;
      }
      // How often a lock is asked for again differs, so that a run may end before the last request.
      assertThat(struck).hasSizeBetween(tried - 1 - tried / 50, tried);
    }
  }

  /** Each fault begins elsewhere on each version, so that together the samples lie closer. */
  private static int first(Fault fault, int version) {
    List<Fault> faults = List.of(Fault.values());
    int which = faults.size() * version + faults.indexOf(fault);
    return 1 + which * STRIDE / (faults.size() * 5) % STRIDE;
  }

  private static Optional<String> strikes(Fault fault, int at, TestDatabase database)
      throws SQLException {
    Rows rows = Rows.of(database);
    try (FaultProxy proxy = FaultProxy.at(at, fault, database)) {
      Migrations doomed = Migrations.of(proxy.database());
      attempt(doomed);
      if (proxy.struckAt().isEmpty()) {
        return Optional.empty();
      }
      proxy.settle();
      String where = proxy.struckAt().orElseThrow();

      Migrations migrations = Migrations.of(database);
      assertThat(Rows.of(database)).as(where).isEqualTo(rows);
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

  /** What is wrong, except an index that a journalled preparation was building. */
  private static List<String> halfApplied(Migrations migrations) {
    boolean preparing = migrations.migrator().status(Migrations.trusted()).unfinished().isPresent();
    return migrations.failures().stream()
        .filter(failure -> !(preparing && failure.startsWith("ledger structure FAIL [index ")))
        .filter(failure -> !failure.startsWith("journal NOT_CHECKED [the ledger is not adopted"))
        .toList();
  }

  private static TestDatabase ledger(CrashableServer server) throws SQLException {
    TestDatabase database = server.create("/ancestor/v0.1.sql");
    database.load("v0.1-ledger_entries.csv", "public.ledger_entries");
    return database;
  }

  private static int count(CrashableServer server) throws SQLException {
    TestDatabase database = ledger(server);
    try (FaultProxy proxy = FaultProxy.counting(database)) {
      UpgradeOutcome unused = Migrations.of(proxy.database()).upgrade();
      return proxy.requests();
    } finally {
      server.drop(database);
    }
  }
}
