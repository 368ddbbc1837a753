package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditledger.journal.PartitionDrop;
import org.auditledger.journal.PartitionRecord.Fate;
import org.auditledger.retention.RetentionException.Trouble;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run takes out what may go, leaves a statement for each step, and goes by nothing else. */
@OnPostgres
@HeadSchema
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
            .query(
                "select concat_ws(' ', row_count, digest) from buffer_partition_evidence('public."
                    + old
                    + "')")
            .get(0);
    RetentionOutcome outcome = ledger.apply(PlanSettings.DEFAULT);

    assertThat(outcome.dropped())
        .singleElement()
        .satisfies(
            gone -> {
              PartitionDrop receipt = gone.receipt();
              assertThat(receipt.partition()).isEqualTo(old);
              assertThat(receipt.contents().rows() + " " + receipt.contents().digest())
                  .isEqualTo(evidence);
              assertThat(receipt.evidence()).isEqualTo(PartitionDrop.WITNESSED);
              assertThat(receipt.plan()).isEqualTo(outcome.plan().hash());
              assertThat(receipt.policy().decidedBy()).isEqualTo("default");
              assertThat(gone.bytes()).isPositive();
              assertThat(ledger.history().receipts())
                  .extracting(r -> r.position())
                  .containsExactly(gone.position());
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
            "partition "
                + old
                + " "
                + ledger.history().partitions().get(old).bound()
                + " was made by somebody else");
    assertThat(outcome.dropped()).isEmpty();
    assertThatThrownBy(() -> database.execute("truncate public." + old))
        .hasMessageContaining("append-only");
    // The seed's own words, and nobody else's: its cutoff is 30 days ago, and this is of 60.
    database.execute("update tenants set buffer_retention_days = 30 where tenant_id = 'default'");
    assertThatThrownBy(
            () ->
                database.query(
                    "SELECT drop_buffer_partitions_older_than(NOW() - INTERVAL '30 days')"))
        .hasMessageContaining("is not the one in the journal");
    ledger.retention().setRetention(RetainedLedger.signing(), "default", 30);
    assertThat(
            database.query("SELECT drop_buffer_partitions_older_than(NOW() - INTERVAL '30 days')"))
        .containsExactly("1");
    assertThat(
            ledger
                .retention()
                .status(RetainedLedger.trusted(), PlanSettings.DEFAULT)
                .unjournalledDrops())
        .isEqualTo(1);
    RetentionOutcome after = ledger.apply();
    assertThat(after.observed())
        .containsExactly(
            "partition " + old + " was dropped by " + database.user() + ", as the database says");
    assertThat(after.incidents()).isEmpty();
    assertThat(ledger.history().partitions().get(old).fate()).isEqualTo(Fate.DROPPED_UNWITNESSED);
    assertThat(ledger.apply().observed()).isEmpty();
  }

  @Test
  void a_plan_is_done_as_it_was_or_not_at_all(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String first = ledger.day(60, "default", 3);
    RetentionPlan plan = ledger.retention().plan(RetainedLedger.trusted(), PlanSettings.DEFAULT);
    assertThat(plan.drops()).extracting(PlannedDrop::name).containsExactly(first);
    String second = ledger.day(61, "default", 3);
    assertThatThrownBy(() -> apply(ledger, plan))
        .isInstanceOfSatisfying(
            RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.POLICY))
        .hasMessageContaining(plan.hash().hex());
    assertThat(ledger.goings()).isEmpty();
    RetentionPlan now = ledger.retention().plan(RetainedLedger.trusted(), PlanSettings.DEFAULT);
    assertThat(apply(ledger, now).dropped())
        .extracting(gone -> gone.receipt().partition())
        .containsExactly(second, first);
    assertThatThrownBy(() -> apply(ledger, now)).isInstanceOf(RetentionException.class);
  }

  private static RetentionOutcome apply(RetainedLedger ledger, RetentionPlan plan) {
    return ledger
        .retention()
        .apply(
            RetainedLedger.signing(),
            PlanSettings.DEFAULT,
            Optional.empty(),
            Optional.of(plan.hash()));
  }

  @Test
  void records_that_come_late_are_said_before_they_go(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    Retention retention =
        new Retention(
            ledger.server(),
            Duration.ofSeconds(20),
            said -> {
              if (said.equals("detaching " + old)) {
                insertLate(database);
              }
            });
    RetentionOutcome outcome =
        retention.apply(
            RetainedLedger.signing(),
            RetainedLedger.settings(),
            Optional.empty(),
            Optional.empty());
    assertThat(outcome.dropped())
        .singleElement()
        .satisfies(gone -> assertThat(gone.receipt().contents().rows()).isEqualTo(4));
    assertThat(ledger.goings())
        .containsExactly(
            "PARTITION_DROP_INTENDED",
            "PARTITION_DROP_INTENDED",
            "PARTITION_DETACHED",
            "PARTITION_DROPPED");
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
  void what_lies_elsewhere_or_is_attached_again_stays(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    database.execute(
        "create schema cold; create table cold.elsewhere partition of public.telemetry_buffer"
            + " for values from ('2020-01-01+00') to ('2020-01-02+00')");
    assertThat(ledger.apply(RetainedLedger.withGrace(3600)).waiting()).hasSize(1);
    database.execute(
        "alter table public.telemetry_buffer attach partition public."
            + old
            + " for values from ('"
            + BufferDays.daysAgo(60)
            + "') to ('"
            + BufferDays.daysAgo(59)
            + "')");
    RetentionOutcome again = ledger.apply(RetainedLedger.withGrace(3600));
    assertThat(again.incidents()).isEmpty();
    assertThat(again.observed()).singleElement().asString().endsWith("made by somebody else");
    assertThat(ledger.history().partitions()).doesNotContainKey("elsewhere");
    assertThat(database.query("select to_regclass('cold.elsewhere') is not null"))
        .containsExactly("t");
  }

  @Test
  void what_goes_is_archived_before(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    RetentionOutcome outcome = ledger.apply(RetainedLedger.settings(), directory);
    PartitionDrop receipt = outcome.dropped().get(0).receipt();
    Path file = directory.resolve(receipt.archive().orElseThrow().name());
    assertThat(file.getFileName().toString()).startsWith(old);
    assertThat(Archive.check(file))
        .isInstanceOfSatisfying(
            ArchiveCheck.Sound.class,
            sound -> assertThat(sound.sha256()).isEqualTo(receipt.archive().get().sha256()));
  }

  @Test
  void one_partition_is_dropped_if_it_may_go(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    String young = ledger.day(20, "default", 2);
    Retention retention = ledger.retention();
    assertThatThrownBy(
            () ->
                retention.dropPartition(
                    RetainedLedger.signing(), young, RetainedLedger.settings(), Optional.empty()))
        .isInstanceOfSatisfying(
            RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.POLICY))
        .hasMessageContaining("tenant default keeps records for 30 days, until ");
    assertThatThrownBy(
            () ->
                retention.dropPartition(
                    RetainedLedger.signing(),
                    "nothing",
                    RetainedLedger.settings(),
                    Optional.empty()))
        .isInstanceOfSatisfying(
            RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.NAME));
    assertThat(
            retention
                .dropPartition(
                    RetainedLedger.signing(), old, RetainedLedger.settings(), Optional.empty())
                .dropped())
        .hasSize(1);
  }

  @Test
  void partitions_are_made_ahead_or_one_by_one(TestDatabase database) throws SQLException {
    RetainedLedger ledger = RetainedLedger.begin(database);
    RetentionOutcome outcome =
        ledger
            .retention()
            .createPartitions(RetainedLedger.signing(), new Premake(Premake.Period.DAILY, 9));
    assertThat(outcome.made()).hasSize(2);
    Instant day = BufferDays.daysAgo(5);
    PlannedPartition one =
        new PlannedPartition(BufferDays.name(day), day, day.plus(Duration.ofDays(1)));
    assertThat(ledger.retention().createPartition(RetainedLedger.signing(), one).made())
        .containsExactly(one);
    assertThatThrownBy(() -> ledger.retention().createPartition(RetainedLedger.signing(), one))
        .isInstanceOfSatisfying(
            RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.NAME));
    assertThatThrownBy(
            () ->
                ledger
                    .retention()
                    .createPartition(
                        RetainedLedger.signing(),
                        new PlannedPartition("other", day, day.plusSeconds(5))))
        .isInstanceOfSatisfying(
            RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.POLICY))
        .hasMessageContaining("would overlap partition \"" + one.name() + "\"");
    BufferDays.insert(database, "default", "pump", day, 2);
    assertThat(ledger.history().partitions()).containsKey(one.name());
    assertThat(database.query("select count(*) from audit_ledger.partitions"))
        .containsExactly("11");
  }
}
