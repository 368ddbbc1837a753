package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.journal.HoldPlaced;
import org.auditledger.journal.HoldReleased;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.PartitionRecord.Fate;
import org.auditledger.retention.Kept.Because;
import org.auditledger.retention.RetentionException.Trouble;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.Template;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run takes out what may go, leaves a statement for each step, and goes by nothing else. */
@OnPostgres
@Template({
  BufferDays.CONTROL,
  BufferDays.V1,
  BufferDays.V2,
  BufferDays.V2_1,
  BufferDays.V3,
  BufferDays.V3_1,
  BufferDays.V3_2,
  BufferDays.V3_3,
  BufferDays.V4
})
class RetentionRunTest {

  private static final List<String> WHOLE =
      List.of("PARTITION_DROP_INTENDED", "PARTITION_DETACHED", "PARTITION_DROPPED");

  @TempDir private Path directory;

  @OnEveryPostgres
  void what_may_go_goes_with_a_receipt(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    String young = ledger.day(20, "default", 2);
    String evidence =
        database
            .query("select concat_ws(' ', row_count, digest) from buffer_partition_evidence('public." + old + "')")
            .get(0);
    RetentionOutcome outcome = ledger.apply(PlanSettings.DEFAULT);

    assertThat(outcome.dropped()).singleElement().satisfies(gone -> {
          PartitionDrop receipt = gone.receipt();
          assertThat(receipt.partition()).isEqualTo(old);
          assertThat(receipt.contents().rows() + " " + receipt.contents().digest()).isEqualTo(evidence);
          assertThat(receipt.evidence()).isEqualTo(PartitionDrop.WITNESSED);
          assertThat(receipt.plan()).isEqualTo(outcome.plan().hash());
          assertThat(receipt.policy().decidedBy()).isEqualTo("default");
          assertThat(gone.bytes()).isPositive();
          assertThat(ledger.history().receipts()).extracting(r -> r.position()).containsExactly(gone.position());
        });
    assertThat(outcome.waiting()).isEmpty();
    assertThat(outcome.incidents()).isEmpty();
    assertThat(ledger.goings()).isEqualTo(WHOLE);
    assertThat(BufferDays.exists(database, old)).isFalse();
    assertThat(BufferDays.exists(database, young)).isTrue();
    assertThat(database.query("select count(*) from telemetry_buffer")).containsExactly("2");
    assertThat(ledger.history().contradictions().total()).isZero();

    RetentionOutcome again = ledger.apply(PlanSettings.DEFAULT);
    assertThat(again.dropped()).isEmpty();
    assertThat(again.observed()).isEmpty();
    assertThat(again.made()).isEmpty();
    assertThat(ledger.goings()).isEqualTo(WHOLE);
  }

  @Test
  void what_others_did_is_put_down_before_it_counts(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    ledger.apply();
    String old = ledger.day(60, "default", 3);
    database.execute("update tenants set buffer_retention_days = 90 where tenant_id = 'default'");
    RetentionOutcome outcome = ledger.apply();
    assertThat(outcome.observed())
        .containsExactly(
            "tenant default keeps records for 90 days, and not 30",
            "partition " + old + " "
                + ledger.history().partitions().get(old).bound()
                + " was made by somebody else");
    assertThat(outcome.dropped()).isEmpty();
    assertThatThrownBy(() -> database.execute("truncate public." + old))
        .hasMessageContaining("append-only");
    // The seed's own words, and nobody else's: its cutoff is 30 days ago, and this is of 60.
    database.execute("update tenants set buffer_retention_days = 30 where tenant_id = 'default'");
    assertThatThrownBy(() -> database.query("SELECT drop_buffer_partitions_older_than(NOW() - INTERVAL '30 days')"))
        .hasMessageContaining("is not the one in the journal");
    ledger.retention().setRetention(RetainedLedger.signing(), "default", 30);
    assertThat(database.query("SELECT drop_buffer_partitions_older_than(NOW() - INTERVAL '30 days')"))
        .containsExactly("1");
    assertThat(ledger.retention().status(RetainedLedger.trusted(), PlanSettings.DEFAULT).unjournalledDrops()).isEqualTo(1);
    RetentionOutcome after = ledger.apply();
    assertThat(after.observed())
        .containsExactly("partition " + old + " was dropped by " + database.user() + ", as the database says");
    assertThat(after.incidents()).isEmpty();
    assertThat(ledger.history().partitions().get(old).fate()).isEqualTo(Fate.DROPPED_UNWITNESSED);
    assertThat(ledger.apply().observed()).isEmpty();
  }

  @Test
  void what_nobody_can_account_for_is_an_incident_once(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String dropped = ledger.day(60, "default", 3);
    String detached = ledger.day(61, "default", 3);
    String forged = ledger.day(20, "default", 1);
    database.execute("update tenants set buffer_retention_days = 90");
    ledger.apply();
    database.execute(
        "drop table public." + dropped + ";"
            + "alter table telemetry_buffer detach partition public." + detached + ";"
            + "drop table public." + forged + ";"
            + "insert into audit_ledger.partition_drops (name, lower_bound, upper_bound, row_count,"
            + " digest, cutoff, dropped_by) values ('" + forged + "', '" + BufferDays.daysAgo(20)
            + "', '" + BufferDays.daysAgo(19) + "', 0, repeat('a', 64), now(), 'nobody')");
    RetentionOutcome outcome = ledger.apply();
    assertThat(outcome.incidents())
        .hasSize(3)
        .anySatisfy(one -> assertThat(one).startsWith("partition " + forged + " was dropped by nobody at ")
                .endsWith(", and no tenant's retention had passed"))
        .contains("partition " + dropped + " is gone, and nobody says who dropped it",
            "partition " + detached + " is detached, and nobody says who did it");
    assertThat(outcome.dropped()).isEmpty();
    assertThat(ledger.apply().incidents()).isEmpty();
    assertThat(ledger.goings()).containsExactly("INCIDENT", "INCIDENT", "INCIDENT");
    assertThat(BufferDays.exists(database, detached)).isTrue();
  }

  @Test
  void a_plan_is_done_as_it_was_or_not_at_all(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String first = ledger.day(60, "default", 3);
    RetentionPlan plan = ledger.retention().plan(RetainedLedger.trusted(), PlanSettings.DEFAULT);
    assertThat(plan.drops()).extracting(PlannedDrop::name).containsExactly(first);
    String second = ledger.day(61, "default", 3);
    assertThatThrownBy(() -> apply(ledger, plan))
        .isInstanceOfSatisfying(RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.POLICY))
        .hasMessageContaining(plan.hash().hex());
    assertThat(ledger.goings()).isEmpty();
    RetentionPlan now = ledger.retention().plan(RetainedLedger.trusted(), PlanSettings.DEFAULT);
    assertThat(apply(ledger, now).dropped())
        .extracting(gone -> gone.receipt().partition())
        .containsExactly(second, first);
    assertThatThrownBy(() -> apply(ledger, now)).isInstanceOf(RetentionException.class);
  }

  private static RetentionOutcome apply(RetainedLedger ledger, RetentionPlan plan) {
    return ledger.retention().apply(
            RetainedLedger.signing(), PlanSettings.DEFAULT, Optional.empty(), Optional.of(plan.hash()));
  }

  @Test
  void a_hold_wins_at_every_step(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    ledger.retention().hold(RetainedLedger.signing(), hold("case-1", Optional.empty(), Optional.of("pump")));
    assertThat(ledger.apply(RetainedLedger.withGrace(3600)).dropped()).isEmpty();
    assertThat(ledger.goings()).isEmpty();
    assertThatThrownBy(() -> ledger.retention().hold(RetainedLedger.signing(), hold("case-1", Optional.empty(), Optional.empty())))
        .isInstanceOfSatisfying(RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.NAME));
    ledger.retention().release(RetainedLedger.signing(), new HoldReleased("case-1", "closed"));

    RetentionOutcome begun = ledger.apply(RetainedLedger.withGrace(1));
    assertThat(begun.waiting()).singleElement().satisfies(kept -> assertThat(kept.because()).isEqualTo(Because.GRACE));
    assertThat(begun.dropped()).isEmpty();
    assertThat(PartitionPlaceOf(database, old)).isEqualTo(PartitionPlace.DETACHED);
    ledger.retention().hold(RetainedLedger.signing(), hold("case-2", Optional.of("default"), Optional.empty()));
    sleep(1100);
    RetentionOutcome held = ledger.apply();
    assertThat(held.dropped()).isEmpty();
    assertThat(held.plan().troubles()).extracting(PlanTrouble::kind).contains(PlanTrouble.Kind.LEFT_BEHIND);
    assertThat(BufferDays.exists(database, old)).isTrue();
    ledger.retention().release(RetainedLedger.signing(), new HoldReleased("case-2", "closed"));
    assertThat(ledger.apply().dropped()).hasSize(1);
    assertThat(ledger.goings()).isEqualTo(WHOLE);
  }

  /** The hold comes when the run has looked, and before it does what cannot be taken back. */
  @Test
  void a_hold_that_comes_during_a_run_wins(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    ledger.apply(RetainedLedger.settings().withMaxPartitions(1).only("none_yet"));
    for (String step : List.of("intending to drop " + old, "dropping " + old)) {
      Retention retention = new Retention(
              ledger.server(),
              Duration.ofSeconds(20),
              said -> {
                if (said.equals(step)) {
                  ledger.retention().hold(RetainedLedger.signing(), hold(step, Optional.empty(), Optional.of("pump")));
                }
              });
      RetentionOutcome outcome = retention.apply(RetainedLedger.signing(), RetainedLedger.settings(), Optional.empty(), Optional.empty());
      assertThat(outcome.dropped()).as(step).isEmpty();
      assertThat(outcome.waiting()).as(step).singleElement().satisfies(kept -> {
            assertThat(kept.because()).isEqualTo(Because.HELD);
            assertThat(kept.by()).containsExactly(step);
          });
      assertThat(BufferDays.exists(database, old)).isTrue();
      ledger.retention().release(RetainedLedger.signing(), new HoldReleased(step, "closed"));
    }
    assertThat(ledger.goings()).isEqualTo(WHOLE.subList(0, 2));
    assertThat(ledger.apply().dropped()).hasSize(1);
  }

  @Test
  void records_that_come_late_are_said_before_they_go(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    Retention retention = new Retention(
            ledger.server(),
            Duration.ofSeconds(20),
            said -> {
              if (said.equals("detaching " + old)) {
                insertLate(database);
              }
            });
    RetentionOutcome outcome = retention.apply(RetainedLedger.signing(), RetainedLedger.settings(), Optional.empty(), Optional.empty());
    assertThat(outcome.dropped()).singleElement().satisfies(gone -> assertThat(gone.receipt().contents().rows()).isEqualTo(4));
    assertThat(ledger.goings())
        .containsExactly("PARTITION_DROP_INTENDED", "PARTITION_DROP_INTENDED", "PARTITION_DETACHED", "PARTITION_DROPPED");
    assertThat(ledger.history().contradictions().total()).isZero();
  }

  private static void insertLate(TestDatabase database) {
    try {
      BufferDays.insert(database, "default", "late", BufferDays.daysAgo(60).plusSeconds(5), 1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_detached_table_that_was_changed_is_an_incident(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    String other = ledger.day(59, "default", 3);
    ledger.apply(RetainedLedger.withGrace(1));
    database.execute("alter table public." + old + " disable trigger user; delete from public." + old
            + " where telemetry_id = 't2'; alter table public." + old + " enable always trigger partition_block_delete");
    sleep(1100);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> ledger.apply())
          .isInstanceOf(HistoryBrokenException.class)
          .hasMessageContaining("partition " + old + " does not hold any more what it held")
          .hasMessageContaining("it held 3 records").hasMessageContaining("and now 2 with");
    }
    assertThat(ledger.goings()).filteredOn("INCIDENT"::equals).hasSize(1);
    assertThat(BufferDays.exists(database, old)).isTrue();
    assertThat(BufferDays.exists(database, other)).isTrue();
  }

  @Test
  void what_goes_is_archived_before(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    RetentionOutcome outcome = ledger.apply(RetainedLedger.settings(), directory);
    PartitionDrop receipt = outcome.dropped().get(0).receipt();
    Path file = directory.resolve(receipt.archive().orElseThrow().name());
    assertThat(file.getFileName().toString()).startsWith(old);
    assertThat(Archive.check(file)).isInstanceOfSatisfying(ArchiveCheck.Sound.class,
            sound -> assertThat(sound.sha256()).isEqualTo(receipt.archive().get().sha256()));
  }

  @Test
  void nothing_is_done_where_something_is_wrong(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    ledger.apply(RetainedLedger.settings().only("none_yet"));
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(75));
    assertThatThrownBy(() -> ledger.retention().apply(
                new RetentionSigning(RetainedLedger.SIGNER, TrustedKeys.NONE, "test", late),
                RetainedLedger.settings(), Optional.empty(), Optional.empty()))
        .isInstanceOfSatisfying(RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.CLOCK))
        .hasMessageStartingWith("the clocks disagree by 7");
    database.execute("insert into audit_ledger.retention (position, tenant_id, days) values (1, 'default', 1)");
    assertThatThrownBy(() -> ledger.apply())
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageContaining("the tables that repeat the journal differ from it");
    database.execute("alter table audit_ledger.retention disable trigger user; delete from audit_ledger.retention where position = 1");
    TestDatabase copy = copyOf(database);
    assertThatThrownBy(() -> RetainedLedger.in(copy).apply())
        .isInstanceOf(HistoryBrokenException.class)
        .hasMessageContaining("a copy, or restored");
    new TestDatabase(database.server(), "postgres").execute("drop database " + copy.name());
    assertThat(BufferDays.exists(database, old)).isTrue();
    assertThat(ledger.apply().dropped()).hasSize(1);
  }

  private static TestDatabase copyOf(TestDatabase database) throws SQLException {
    String name = database.name() + "_copy";
    new TestDatabase(database.server(), "postgres").execute("create database " + name + " template " + database.name());
    return new TestDatabase(database.server(), name);
  }

  @Test
  void one_partition_is_dropped_if_it_may_go(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    String young = ledger.day(20, "default", 2);
    Retention retention = ledger.retention();
    assertThatThrownBy(() -> retention.dropPartition(RetainedLedger.signing(), young, RetainedLedger.settings(), Optional.empty()))
        .isInstanceOfSatisfying(RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.POLICY))
        .hasMessageContaining("tenant default keeps records for 30 days, until ");
    assertThatThrownBy(() -> retention.dropPartition(RetainedLedger.signing(), "nothing", RetainedLedger.settings(), Optional.empty()))
        .isInstanceOfSatisfying(RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.NAME));
    assertThat(retention.dropPartition(RetainedLedger.signing(), old, RetainedLedger.settings(), Optional.empty()).dropped()).hasSize(1);
  }

  @Test
  void partitions_are_made_ahead_or_one_by_one(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    RetentionOutcome outcome = ledger.retention().createPartitions(RetainedLedger.signing(), new Premake(Premake.Period.DAILY, 9));
    assertThat(outcome.made()).hasSize(2);
    Instant day = BufferDays.daysAgo(5);
    PlannedPartition one = new PlannedPartition(BufferDays.name(day), day, day.plus(Duration.ofDays(1)));
    assertThat(ledger.retention().createPartition(RetainedLedger.signing(), one).made()).containsExactly(one);
    assertThatThrownBy(() -> ledger.retention().createPartition(RetainedLedger.signing(), one))
        .isInstanceOfSatisfying(RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.NAME));
    assertThatThrownBy(() -> ledger.retention().createPartition(RetainedLedger.signing(), new PlannedPartition("other", day, day.plusSeconds(5))))
        .isInstanceOfSatisfying(RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.POLICY))
        .hasMessageContaining("would overlap partition \"" + one.name() + "\"");
    BufferDays.insert(database, "default", "pump", day, 2);
    assertThat(ledger.history().partitions()).containsKey(one.name());
    assertThat(database.query("select count(*) from audit_ledger.partitions")).containsExactly("11");
  }

  @Test
  void who_does_not_own_the_buffer_is_told_whom_to_be(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String role = "somebody_" + database.name();
    database.execute("create role " + role + " login password 'x' in role pg_read_all_data");
    String dsn = database.dsn().replace(database.user() + ":" + database.password() + "@", role + ":x@");
    try {
      assertThatThrownBy(() -> new Retention(BufferDays.server(dsn), Duration.ZERO, line -> {}).apply(
                  RetainedLedger.signing(), RetainedLedger.settings(), Optional.empty(), Optional.empty()))
          .isInstanceOfSatisfying(RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.NOT_OWNER))
          .hasMessageContaining("options=-c role=" + database.user());
      RetentionPlan plan = new Retention(BufferDays.server(dsn), Duration.ZERO, line -> {}).plan(TrustedKeys.NONE, PlanSettings.DEFAULT);
      assertThat(plan.drops()).isEmpty();
      assertThat(plan).isEqualTo(new RetentionPlan(plan.ledger(), plan.now(), false, plan.creations(), List.of(), plan.kept(), plan.troubles(), List.of()));
    } finally {
      database.execute("drop role " + role);
    }
    assertThat(ledger.goings()).isEmpty();
  }

  private static PartitionPlace PartitionPlaceOf(TestDatabase database, String name) throws SQLException {
    try (Connection connection = database.connect(); Statement unused = connection.createStatement()) {
      return PartitionPlace.of(connection, name);
    }
  }

  private static HoldPlaced hold(String name, Optional<String> tenant, Optional<String> subject) {
    return new HoldPlaced(name, "a court asks", tenant, subject, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
