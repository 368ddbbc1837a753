package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.auditledger.journal.DropReceipt;
import org.auditledger.journal.PartitionRecord.Fate;
import org.auditledger.testing.CrashableServer;
import org.auditledger.testing.Fault;
import org.auditledger.testing.FaultProxy;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.TestDatabase;
import org.auditledger.testing.Thorough;
import org.junit.jupiter.api.Timeout;

/**
 * Client or server die at any request of a run: what is left is one of the states between its
 * steps, and the next run goes on from there and comes to the same end.
 *
 * <p>The client's death is tried at every request that changes what is left, and of all the deaths
 * that are possible every n-th, by {@code -Dauditledger.test.faults=n}.
 */
@Timeout(3600)
class RetentionFaultsTest {

  private static final int STRIDE = Integer.getInteger("auditledger.test.faults");
  private static final int OLD = 60;

  private static final String[] SCRIPTS = {
    BufferDays.CONTROL,
    BufferDays.V1,
    BufferDays.V2,
    BufferDays.V2_1,
    BufferDays.V3,
    BufferDays.V3_1,
    BufferDays.V3_2,
    BufferDays.V3_3,
    BufferDays.V4
  };

  /** What can be seen from outside of how far a run has come. */
  private static final String REMAINS =
      """
      select concat_ws('; ',
        (select string_agg(substring(note from '"kind":"([A-Z_]+)"'), ',' order by position)
           from audit_ledger.journal),
        (select string_agg(concat_ws(' ', c.relname, i.inhrelid is not null, i.inhdetachpending,
            (select count(*) from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'),
            (select count(*) from pg_trigger t where t.tgrelid = c.oid and t.tgenabled = 'A')),
            ',' order by c.relname)
           from pg_class c
           left join pg_inherits i on i.inhrelid = c.oid
          where c.relkind = 'r' and c.relname like 'telemetry_buffer_%'))\
      """;

  @OnEveryPostgres(lasting = true)
  void the_next_run_goes_on_where_one_died(CrashableServer server) throws SQLException {
    attempt(server, STRIDE);
  }

  @Thorough
  @OnEveryPostgres(lasting = true)
  void wherever_it_died(CrashableServer server) throws SQLException {
    attempt(server, Math.max(1, STRIDE / 16));
  }

  private static void attempt(CrashableServer server, int stride) throws SQLException {
    List<String> left = leftAtEachRequest(server);
    Set<String> states = new LinkedHashSet<>(left);
    assertThat(states).hasSizeGreaterThan(12);
    Set<String> outlived = new LinkedHashSet<>();
    for (Fault fault : Fault.values()) {
      for (int at : sample(fault, stride, left)) {
        TestDatabase database = prepared(server);
        dieAndGoOn(database, fault, at).ifPresent(outlived::add);
        server.drop(database);
      }
    }
    assertThat(outlived).hasSizeGreaterThan(11);
  }

  /**
   * Of its own, as a copy is refused: two days that may go and one that may not, and a retention
   * that somebody has changed.
   */
  private static TestDatabase prepared(CrashableServer server) throws SQLException {
    TestDatabase database = server.create(SCRIPTS);
    RetainedLedger ledger = RetainedLedger.begin(database);
    ledger.day(OLD, "default", 3);
    ledger.day(OLD - 1, "default", 2);
    ledger.day(20, "default", 2);
    ledger.apply(RetainedLedger.settings().only("none_yet"));
    database.execute("update tenants set buffer_retention_days = 31");
    return database;
  }

  private static PlanSettings settings() {
    PlanSettings none = RetainedLedger.settings();
    return new PlanSettings(
        Optional.of(new Premake(Premake.Period.DAILY, 8)),
        none.floorDays(),
        none.graceSeconds(),
        none.maxPartitions(),
        none.only(),
        none.archive());
  }

  /** What is left by a death before each request, and at last what is left by none. */
  private static List<String> leftAtEachRequest(CrashableServer server) throws SQLException {
    TestDatabase database = prepared(server);
    List<String> left = new ArrayList<>();
    try (Connection onlooker = database.connect();
        PreparedStatement query = onlooker.prepareStatement(REMAINS);
        FaultProxy proxy = FaultProxy.looking(database, () -> left.add(remains(query)))) {
      RetentionOutcome outcome = RetainedLedger.in(proxy.database()).apply(settings());
      assertThat(outcome.dropped()).hasSize(2);
      assertThat(left).hasSize(proxy.requests());
    }
    left.add(database.query(REMAINS).get(0));
    server.drop(database);
    return left;
  }

  private static String remains(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  private static SortedSet<Integer> sample(Fault fault, int stride, List<String> left) {
    SortedSet<Integer> sample = new TreeSet<>();
    for (int at = 1; at < left.size(); at++) {
      boolean changes = !left.get(at - 1).equals(left.get(at));
      if (changes && fault == Fault.CLIENT_DIES_AFTER) {
        sample.add(at);
      }
    }
    for (int at = 1 + List.of(Fault.values()).indexOf(fault) * stride / 4;
        at < left.size();
        at += stride) {
      sample.add(at);
    }
    return sample;
  }

  /** What was left, if it died. */
  private static Optional<String> dieAndGoOn(TestDatabase database, Fault fault, int at)
      throws SQLException {
    try (FaultProxy proxy = FaultProxy.at(at, fault, database)) {
      try {
        RetentionOutcome unused = RetainedLedger.in(proxy.database()).apply(settings());
      } catch (RuntimeException e) {
        assertThat(e.getMessage()).as("what a user reads").isNotBlank();
      }
      if (proxy.struckAt().isEmpty()) {
        return Optional.empty();
      }
      proxy.settle();
      String where = proxy.struckAt().orElseThrow();
      String remains = database.query(REMAINS).get(0);
      RetainedLedger ledger = RetainedLedger.in(database);
      RetentionOutcome outcome = ledger.apply(settings());
      assertThat(outcome.incidents()).as(where).isEmpty();
      assertEnded(ledger, where);
      return Optional.of(remains);
    }
  }

  private static void assertEnded(RetainedLedger ledger, String where) throws SQLException {
    TestDatabase database = ledger.database();
    assertThat(ledger.history().receipts())
        .as(where)
        .extracting(DropReceipt::drop)
        .extracting(drop -> drop.partition() + " " + drop.contents().rows())
        .containsExactly(
            BufferDays.name(BufferDays.daysAgo(OLD)) + " 3",
            BufferDays.name(BufferDays.daysAgo(OLD - 1)) + " 2");
    assertThat(ledger.history().contradictions().first()).as(where).isEmpty();
    assertThat(ledger.history().partitions().values())
        .as(where)
        .allMatch(record -> record.isGone() || record.fate() == Fate.ATTACHED);
    assertThat(database.query("select count(*) from telemetry_buffer")).containsExactly("2");
    assertThat(BufferDays.partitions(database)).as(where).hasSize(10);
    assertThat(
            database.query(
                "select count(*) from pg_class where relkind = 'r'"
                    + " and relname like 'telemetry_buffer_%'"))
        .containsExactly("10");
    assertThat(ledger.kinds()).filteredOn("TENANT_RETENTION_SET"::equals).hasSize(2);
    assertThat(ledger.kinds()).filteredOn("PARTITION_CREATED"::equals).hasSize(12);
  }
}
