package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.retention.SimulatedBuffer.midnight;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.entry.Digest;
import org.auditledger.entry.LedgerName;
import org.auditledger.journal.Actor;
import org.auditledger.journal.BufferHistory;
import org.auditledger.journal.DropPolicy;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.Kind;
import org.auditledger.journal.PartitionContents;
import org.auditledger.journal.PartitionCreated;
import org.auditledger.journal.PartitionDetached;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.Standing;
import org.auditledger.retention.Kept.Because;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What a plan is made from is what the server has and the journal says. */
@OnPostgres
@Template({
  "/org/auditledger/migrations/control/deploy/V1__audit_ledger.sql",
  "/org/auditledger/migrations/ledger/deploy/V1__baseline.sql",
  "/org/auditledger/migrations/ledger/deploy/V2__telemetry_buffer.sql",
  "/org/auditledger/retention/states.sql"
})
class StateReadingTest {

  private static final LedgerName LEDGER = new LedgerName("plant/one");

  private final BufferHistory history = new BufferHistory();
  private long position;

  @OnEveryPostgres
  void each_partition_is_found_with_its_bounds_its_state_and_its_tenants(TestDatabase database)
      throws SQLException {
    halfDetach(database, "p_2026_01_04");
    created("p_2026_01_01", 1);
    created("p_2026_01_02", 2);
    intended("p_2026_01_02", 2);
    intended("p_2026_01_04", 4);
    intended("p_2026_01_05", 5);
    intended("p_2026_01_06", 6);
    say(Kind.PARTITION_DETACHED, new PartitionDetached("p_2026_01_06", day(6), day(7)).toBody());
    created("p_2026_01_07", 7);
    created("p_2026_01_08", 9);
    created("p_2026_01_30", 30);
    BufferState state = read(database);
    Map<String, StoredPartition> found =
        state.partitions().stream()
            .collect(Collectors.toMap(StoredPartition::name, Function.identity()));

    assertFound(found, "p_2026_01_01", PartitionState.ATTACHED, "Zoe", "default", "é");
    assertFound(found, "p_2026_01_02", PartitionState.INTENDED, "default");
    assertFound(found, "p_2026_01_03", PartitionState.ATTACHED);
    assertFound(found, "p_2026_01_04", PartitionState.DETACHING, "default");
    assertFound(found, "p_2026_01_05", PartitionState.LOOSE, "default");
    assertFound(found, "p_2026_01_06", PartitionState.DETACHED, "default");
    assertFound(found, "p_2026_01_07", PartitionState.LOOSE, "default");
    assertThat(found.get("p_2026_01_01").record()).isPresent();
    assertThat(found.get("p_2026_01_01").from()).contains(day(1));
    assertThat(found.get("p_2026_01_01").to()).contains(day(2));
    assertThat(found.get("p_2026_01_01").bytes()).isPositive();
    assertThat(found.get("p_2026_01_06").to()).as("from the journal").contains(day(7));
    assertThat(found.get("p_2026_01_03").record()).as("the journal has none").isEmpty();
    assertThat(found.get("p_2026_01_08").record()).as("the journal has another").isEmpty();
    assertThat(found.get("early \"days\"").from()).isEmpty();
    assertThat(found.get("early \"days\"").to()).contains(Instant.parse("2025-06-01T01:00:00.5Z"));
    assertThat(found.get("split").kind()).isEqualTo(StoredPartition.Kind.OTHER);
    assertThat(found.get("abroad").kind()).isEqualTo(StoredPartition.Kind.OTHER);
    assertThat(found.get("late").to()).as("no statement can say the year 10000").isEmpty();
    assertThat(found).doesNotContainKeys("nobodys", "telemetry_buffer_note");
    assertThat(state.names()).contains("telemetry_buffer_note");
    assertThat(state.missing()).containsExactly("p_2026_01_30");
    assertThat(state.retentions())
        .containsExactly(Map.entry("Zoe", 9), Map.entry("default", 30), Map.entry("é", 1));
    assertThat(state.now())
        .isBetween(Instant.now().minus(1, ChronoUnit.MINUTES), Instant.now().plusSeconds(60));
  }

  @Test
  void a_default_partition_is_known_as_one(TestDatabase database) throws SQLException {
    database.execute("create table rest partition of telemetry_buffer default");
    RetentionPlan plan = plan(database, PlanSettings.DEFAULT);
    assertThat(plan.drops()).isEmpty();
    assertThat(because(plan, "rest")).isEqualTo(Because.DEFAULT);
    assertThat(because(plan, "p_2026_01_02")).isEqualTo(Because.BLOCKED);
  }

  @Test
  void a_table_that_is_attached_to_another_one_is_none_of_the_buffers(TestDatabase database)
      throws SQLException {
    intended("p_2026_01_05", 5);
    database.execute(
        "create table other (like telemetry_buffer) partition by range (telemetry_ts);"
            + "alter table other attach partition p_2026_01_05 default");
    assertThat(because(plan(database, PlanSettings.DEFAULT), "p_2026_01_05"))
        .isEqualTo(Because.NO_PLAIN_TABLE);
  }

  @Test
  void holds_by_subject_are_looked_for_in_the_records(TestDatabase database) throws SQLException {
    hold("anybodys", Optional.empty(), "pump", Optional.empty());
    hold("anothers", Optional.of("Zoe"), "pump", Optional.empty());
    hold("nobodys", Optional.empty(), "none", Optional.empty());
    hold("over", Optional.empty(), "pump", Optional.of(midnight("2026-01-01")));
    Map<String, StoredPartition> found =
        read(database).partitions().stream()
            .collect(Collectors.toMap(StoredPartition::name, Function.identity()));
    assertThat(found.get("p_2026_01_01").subjectHolds())
        .containsExactlyInAnyOrder("anybodys", "anothers");
    assertThat(found.get("p_2026_01_02").subjectHolds()).containsExactly("anybodys");
    assertThat(found.get("p_2026_01_03").subjectHolds()).isEmpty();
    Kept kept = plan(database, PlanSettings.DEFAULT.only("p_2026_01_02")).kept().get(0);
    assertThat(kept.sentence()).isEqualTo("it is on hold: anybodys");
  }

  @Test
  void a_plan_counts_what_goes_and_drops_nothing_by_itself(TestDatabase database)
      throws SQLException {
    RetentionPlan plan = plan(database, PlanSettings.DEFAULT);
    assertThat(plan.drops())
        .extracting(PlannedDrop::name)
        .containsExactly(
            "p_2026_01_01", "p_2026_01_02", "p_2026_01_03", "p_2026_01_04", "p_2026_01_08");
    assertThat(plan.drops()).extracting(PlannedDrop::rows).containsExactly(301L, 1L, 0L, 1L, 0L);
    assertThat(plan.drops().get(0).tenants()).containsExactly("Zoe", "default", "é");
    assertThat(plan.creations()).as("the buffer was made with them").isEmpty();
    assertThat(plan(database, PlanSettings.DEFAULT).hash()).isEqualTo(plan.hash());
    database.execute(
        "insert into telemetry_buffer (tenant_id, subject, telemetry_id, telemetry_ts, measurement,"
            + " measurement_hash) values ('default', 's', 't', '2026-01-02 12:00+00', '{}', 'h')");
    assertThat(plan(database, PlanSettings.DEFAULT).hash()).isNotEqualTo(plan.hash());
    database.execute("update tenants set buffer_retention_days = 20000 where tenant_id = 'é'");
    assertThat(plan(database, PlanSettings.DEFAULT).drops())
        .extracting(PlannedDrop::name)
        .containsExactly("p_2026_01_02", "p_2026_01_04");
  }

  /** What he is granted is the buffer, and none of its partitions. */
  @Test
  void an_auditor_sees_the_same_plan(TestDatabase database) throws SQLException {
    hold("anybodys", Optional.empty(), "pump", Optional.empty());
    database.execute("drop table p_2026_01_04, p_2026_01_05, p_2026_01_06, p_2026_01_07");
    RetentionPlan owners = plan(database, PlanSettings.DEFAULT);
    assertThat(owners.drops()).isNotEmpty();
    try (Connection connection = snapshot(database)) {
      connection.createStatement().execute("set local role ski_audit_reader");
      RetentionPlan his = Planning.plan(connection, LEDGER, history, PlanSettings.DEFAULT);
      assertThat(his.hash()).isEqualTo(owners.hash());
      assertThat(his.kept())
          .extracting(Kept::sentence)
          .isEqualTo(owners.kept().stream().map(Kept::sentence).toList());
    }
  }

  private void assertFound(
      Map<String, StoredPartition> found, String name, PartitionState state, String... tenants) {
    assertThat(found).containsKey(name);
    assertThat(found.get(name).state()).as(name).isEqualTo(state);
    assertThat(found.get(name).kind()).as(name).isEqualTo(StoredPartition.Kind.TABLE);
    assertThat(found.get(name).tenants()).as(name).containsExactly(tenants);
  }

  /** A DETACH CONCURRENTLY that was interrupted while it waited for somebody who reads. */
  private static void halfDetach(TestDatabase database, String partition) throws SQLException {
    try (Connection reader = database.connect();
        Statement query = reader.createStatement();
        Connection detacher = database.connect();
        Statement detach = detacher.createStatement()) {
      reader.setAutoCommit(false);
      query.execute("select 1 from telemetry_buffer limit 1");
      detach.execute("set statement_timeout = '300ms'");
      assertThatThrownBy(
              () ->
                  detach.execute(
                      "alter table telemetry_buffer detach partition "
                          + partition
                          + " concurrently"))
          .hasMessageContaining("canceling statement");
    }
  }

  private BufferState read(TestDatabase database) throws SQLException {
    try (Connection connection = snapshot(database)) {
      return StateReading.read(connection, LEDGER, history);
    }
  }

  private RetentionPlan plan(TestDatabase database, PlanSettings settings) throws SQLException {
    try (Connection connection = snapshot(database)) {
      return Planning.plan(connection, LEDGER, history, settings);
    }
  }

  private static Connection snapshot(TestDatabase database) throws SQLException {
    Connection connection = database.connect();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    connection.createStatement().execute("set local timezone = 'UTC'; set local search_path = ''");
    return connection;
  }

  private static Because because(RetentionPlan plan, String name) {
    return plan.kept().stream()
        .filter(kept -> kept.partition().name().equals(name))
        .findFirst()
        .orElseThrow()
        .because();
  }

  private void created(String name, int day) {
    say(Kind.PARTITION_CREATED, new PartitionCreated(name, day(day), day(day + 1), false).toBody());
  }

  private void intended(String name, int day) {
    say(
        Kind.PARTITION_DROP_INTENDED,
        new PartitionDrop(
                name,
                day(day),
                day(day + 1),
                new PartitionContents(0, Optional.empty(), Optional.empty(), Digest.ZERO),
                Optional.empty(),
                PartitionDrop.WITNESSED,
                Digest.ZERO,
                new DropPolicy(
                    "default",
                    30,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty()),
                0)
            .toBody());
  }

  private void hold(
      String name, Optional<String> tenant, String subject, Optional<Instant> expires) {
    say(
        Kind.HOLD_PLACED,
        new HoldPlaced(
                name,
                "a dispute",
                tenant,
                Optional.of(subject),
                Optional.empty(),
                Optional.empty(),
                expires)
            .toBody());
  }

  private void say(Kind kind, Members body) {
    position++;
    history.accept(
        new JournalEntry(
            position,
            Optional.of(
                new org.auditledger.journal.Statement(
                    LEDGER,
                    position,
                    Digest.ZERO,
                    kind,
                    "2026-02-03T00:00:00.000000Z",
                    new Actor("owner", "db-1", "operator", "test"),
                    body)),
            new Standing.SignedByUnknownKey(List.of())));
  }

  private static Instant day(int day) {
    return midnight("2026-01-01").plus(day - 1, ChronoUnit.DAYS);
  }
}
