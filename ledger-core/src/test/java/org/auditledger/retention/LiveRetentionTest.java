package org.auditledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auditledger.retention.RetentionException.Trouble;
import org.auditledger.testing.HeadSchema;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** A run beside those who insert and query, beside another run, and beside who is in its way. */
@OnPostgres
@Timeout(300)
@HeadSchema
class LiveRetentionTest {

  private static final int DAYS = 8;

  /** A run waits for a lock for two seconds; on a busy machine others take their time besides. */
  private static final Duration LONG = Duration.ofSeconds(5);

  @OnEveryPostgres(lasting = true)
  void nobody_waits_for_a_run(TestDatabase database, TestReporter reporter) throws Exception {
    RetainedLedger ledger = RetainedLedger.begin(database);
    for (int day = 60; day < 60 + DAYS; day++) {
      ledger.day(day, "default", 5_000);
    }
    ledger.apply(RetainedLedger.settings().only("none_yet"));
    Map<String, LiveTraffic.Longest> alone;
    Map<String, LiveTraffic.Longest> beside;
    Map<String, Long> counts;
    try (LiveTraffic traffic = LiveTraffic.start(database)) {
      Thread.sleep(1000);
      traffic.lap();
      traffic.during("nothing");
      Thread.sleep(2000);
      alone = traffic.lap();
      Retention retention = new Retention(ledger.server(), Duration.ofSeconds(60), traffic::during);
      RetentionOutcome outcome =
          retention.apply(
              RetainedLedger.signing(),
              new PlanSettings(
                  Optional.of(new Premake(Premake.Period.DAILY, 10)),
                  RetainedLedger.settings().floorDays(),
                  RetainedLedger.settings().graceSeconds(),
                  RetainedLedger.settings().maxPartitions(),
                  Optional.empty(),
                  false),
              Optional.empty(),
              Optional.empty());
      beside = traffic.lap();
      assertThat(outcome.dropped()).hasSize(DAYS);
      assertThat(outcome.made()).hasSize(3);
      Thread.sleep(200);
      counts = traffic.counts();
      assertThat(traffic.errors()).isEmpty();
    }
    reporter.publishEntry(
        Map.of(
            "server", String.valueOf(database.version()),
            "longest alone", alone.toString(),
            "longest beside a run", beside.toString(),
            "done", counts.toString()));
    assertThat(beside.values()).allMatch(longest -> longest.time().compareTo(LONG) < 0);
    assertThat(database.query("select count(*) from telemetry_buffer where subject in ('a', 'b')"))
        .containsExactly(String.valueOf(counts(database)));
  }

  private static long counts(TestDatabase database) throws SQLException {
    return Long.parseLong(database.query("select count(*) from telemetry_buffer").get(0));
  }

  @Test
  void of_two_runs_one_works_and_the_other_waits(TestDatabase database) throws Exception {
    RetainedLedger ledger = RetainedLedger.begin(database);
    for (int day = 60; day < 63; day++) {
      ledger.day(day, "default", 10);
    }
    CountDownLatch ready = new CountDownLatch(2);
    Callable<Integer> run =
        () -> {
          ready.countDown();
          ready.await();
          return ledger.apply().dropped().size();
        };
    ExecutorService runs = Executors.newFixedThreadPool(2);
    Future<Integer> first = runs.submit(run);
    Future<Integer> second = runs.submit(run);
    assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(0, 3);
    runs.shutdown();
    assertThat(ledger.history().receipts()).hasSize(3);
    assertThat(ledger.history().contradictions().total()).isZero();
    assertThat(ledger.said())
        .anyMatch(line -> line.startsWith("waiting for another run: its lock is held by pid "));
  }

  @Test
  void a_run_says_who_is_in_its_way_and_goes_on_later(TestDatabase database) throws Exception {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    try (Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("select count(*) from telemetry_buffer");
      Thread.sleep(1100);
      assertThatThrownBy(() -> run(ledger, Duration.ofMillis(300)))
          .isInstanceOfSatisfying(
              RetentionException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.BUSY))
          .hasMessageContaining("partition " + old + " was not detached in time")
          .hasMessageContaining("idle in transaction");
      assertThat(ledger.goings()).containsExactly("PARTITION_DROP_INTENDED");
      assertThat(BufferDays.partitions(database)).contains(old);
      reader.rollback();
    }
    assertThat(run(ledger, Duration.ofSeconds(10)).dropped()).hasSize(1);
    assertThat(ledger.goings())
        .containsExactly("PARTITION_DROP_INTENDED", "PARTITION_DETACHED", "PARTITION_DROPPED");
  }

  /** Who is terminated while the server waits leaves half a detachment. */
  @OnEveryPostgres(lasting = true)
  void half_a_detachment_is_finished_by_the_next_run(TestDatabase database) throws Exception {
    RetainedLedger ledger = RetainedLedger.begin(database);
    String old = ledger.day(60, "default", 3);
    String other = ledger.day(59, "default", 3);
    ExecutorService runs = Executors.newSingleThreadExecutor();
    try (Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      CountDownLatch detaching = new CountDownLatch(1);
      Future<RetentionOutcome> doomed =
          runs.submit(
              () ->
                  new Retention(
                          ledger.server(),
                          Duration.ofSeconds(20),
                          said -> {
                            if (said.equals("detaching " + old)) {
                              read(statement);
                              detaching.countDown();
                            }
                          })
                      .apply(
                          RetainedLedger.signing(),
                          RetainedLedger.settings(),
                          Optional.empty(),
                          Optional.empty()));
      detaching.await();
      while (database
          .query(
              "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                  + database.name()
                  + "' and query like '%detach partition%concurrently' and wait_event_type ="
                  + " 'Lock'")
          .isEmpty()) {
        Thread.sleep(10);
      }
      assertThatThrownBy(doomed::get).hasMessageContaining("the connection is gone");
      reader.rollback();
    }
    runs.shutdown();
    assertThat(database.query("select inhrelid::regclass from pg_inherits where inhdetachpending"))
        .containsExactly(old);
    RetentionPlan plan =
        ledger.retention().plan(RetainedLedger.trusted(), RetainedLedger.settings());
    assertThat(plan.drops()).extracting(PlannedDrop::name).containsExactly(old, other);
    assertThat(ledger.apply().dropped()).hasSize(2);
    assertThat(ledger.history().contradictions().total()).isZero();
    assertThat(ledger.history().receipts()).hasSize(2);
  }

  private static void read(Statement statement) {
    try {
      statement.execute("select count(*) from telemetry_buffer");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RetentionOutcome run(RetainedLedger ledger, Duration patience) {
    return new Retention(ledger.server(), patience, line -> {})
        .apply(
            RetainedLedger.signing(),
            RetainedLedger.settings(),
            Optional.empty(),
            Optional.empty());
  }
}
