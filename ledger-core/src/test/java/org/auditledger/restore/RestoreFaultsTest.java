package org.auditledger.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.audit.AuditedLedger;
import org.auditledger.backup.Backups;
import org.auditledger.seal.Anchor;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.testing.Thorough;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Client or server die at a request of a restore: the target is as it was, or has all of it. A
 * second restore then finishes, or finds that there is nothing to do.
 */
@OnPostgres
class RestoreFaultsTest {

  private static final String MADE =
      "select 'relation ' || relname from pg_class where relnamespace::regnamespace::text in"
          + " ('public', 'audit_ledger') union all select 'schema ' || nspname from pg_namespace"
          + " where nspname = 'audit_ledger'";

  /** Before these the restore has the transaction open in which it does everything. */
  private static final int LAST = 3;

  @TempDir private Path directory;

  private Path keys;
  private Path file;

  @BeforeEach
  void makeDirectories() throws IOException {
    keys = Files.createDirectory(directory.resolve("keys"));
    file = directory.resolve("a.backup");
  }

  @Test
  void a_death_leaves_nothing_or_all(CrashableServer server) throws SQLException {
    deaths(server, 2);
  }

  @Thorough
  @Test
  void so_does_one_at_each_of_many_requests(CrashableServer server) throws SQLException {
    deaths(server, 25);
  }

  private void deaths(CrashableServer server, int many) throws SQLException {
    AuditedLedger ledger = AuditedLedger.of(server.create("/ancestor/v0.1.sql"), keys);
    ledger.append(300);
    Anchor anchor = ledger.seal();
    var unused = Backups.take(ledger, Backups.whole(ledger, file));
    int requests = requestsOfAWholeOne(server, ledger);
    Map<Fault, Set<Boolean>> left = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      for (int at : sample(requests, many)) {
        TestDatabase target = server.create();
        boolean isThere = strike(fault, at, ledger, target);
        if (left.computeIfAbsent(fault, f -> new TreeSet<>()).add(isThere)) {
          secondFinishes(ledger, anchor, target, isThere);
        }
        server.drop(target);
      }
    }
    assertThat(left.get(Fault.CLIENT_DIES_BEFORE)).containsExactly(false);
    assertThat(left.get(Fault.CLIENT_DIES_AFTER)).containsExactly(false, true);
    assertThat(left.get(Fault.SERVER_DIES_AFTER)).containsExactly(false, true);
  }

  /** While it goes on, nobody sees anything of it, at any request. */
  private int requestsOfAWholeOne(CrashableServer server, AuditedLedger ledger)
      throws SQLException {
    TestDatabase target = server.create();
    List<String> seen = new ArrayList<>();
    int requests;
    try (FaultProxy proxy = FaultProxy.looking(target, () -> seen.addAll(target.query(MADE)))) {
      var unused = Restores.of(ledger, file).into(proxy.database());
      requests = proxy.requests();
    }
    assertThat(seen).isEmpty();
    assertThat(target.query(MADE)).contains("schema audit_ledger");
    server.drop(target);
    return requests;
  }

  /** Some of them, and each of the last, among which is the one that commits. */
  private static SortedSet<Integer> sample(int requests, int many) {
    SortedSet<Integer> sample = new TreeSet<>();
    for (int i = 0; i < many; i++) {
      sample.add(1 + i * (requests - LAST) / many);
    }
    for (int at = requests - LAST + 1; at <= requests; at++) {
      sample.add(at);
    }
    return sample;
  }

  /** Returns whether the ledger is there afterwards; half of it never is. */
  private boolean strike(Fault fault, int at, AuditedLedger ledger, TestDatabase target)
      throws SQLException {
    try (FaultProxy proxy = FaultProxy.at(at, fault, target)) {
      try {
        var unused = Restores.of(ledger, file).into(proxy.database());
      } catch (RuntimeException e) {
        assertThat(e.getMessage()).as("what a user reads").isNotBlank();
      }
      proxy.settle();
      String where = proxy.struckAt().orElse("no fault at " + at);
      List<String> made = target.query(MADE);
      if (made.isEmpty()) {
        return false;
      }
      assertThat(
              target.query(
                  "select count(*) || ' ' || (select note like '%RESTORED%' from"
                      + " audit_ledger.journal order by position desc limit 1)"
                      + " from public.ledger_entries"))
          .as(where)
          .containsExactly("300 true");
      return true;
    }
  }

  private void secondFinishes(
      AuditedLedger ledger, Anchor anchor, TestDatabase target, boolean isThere) {
    if (isThere) {
      assertThat(Restores.refusal(() -> Restores.of(ledger, file).into(target)))
          .startsWith("REFUSED: nothing was restored: the database has more than the backup");
    } else {
      var unused = Restores.of(ledger, file).into(target);
    }
    AuditedLedger restored = new AuditedLedger(target, ledger.signer(), keys);
    assertThat(AuditedLedger.findings(restored.audit(Optional.of(anchor)))).isEmpty();
  }
}
