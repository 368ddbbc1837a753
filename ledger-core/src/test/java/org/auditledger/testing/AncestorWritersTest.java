package org.auditledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers that race as the ancestor's do, and lose nothing. */
@OnPostgres
@Timeout(180)
class AncestorWritersTest {

  private static final String SETS = "/org/auditledger/migrations/";
  private static final String BROKEN_LINKS =
      "select count(*) from ledger_chain_linkage where chain_link_valid is not true";

  @OnEveryPostgres
  @Template("/ancestor/v0.1.sql")
  void four_of_them_make_one_chain(TestDatabase database)
      throws SQLException, InterruptedException {
    AncestorWriters.Account account = write(database, 200);
    assertThat(account.errors()).isEmpty();
    assertThat(account.retries()).as("races that were lost").isPositive();
    assertThat(account.stalls().count()).isEqualTo(account.entries().size() + account.retries());
    try (Connection connection = database.connect()) {
      assertThat(account.lostFrom(connection)).isEmpty();
    }
    assertThat(database.query("select count(*) from ledger_entries"))
        .containsExactly("" + account.entries().size());
    assertThat(database.query(BROKEN_LINKS)).containsExactly("0");
  }

  /** The guard computes each hash again, in SQL. */
  @OnEveryPostgres
  @Template({
    SETS + "control/deploy/V1__audit_ledger.sql",
    SETS + "ledger/deploy/V1__baseline.sql",
    SETS + "ledger/deploy/V2__telemetry_buffer.sql",
    SETS + "ledger/deploy/V2_1__schema_version_index.sql",
    SETS + "ledger/deploy/V3__transcript_columns.sql",
    SETS + "ledger/deploy/V3_1__verifier_status_index.sql",
    SETS + "ledger/deploy/V3_2__signing_key_index.sql",
    SETS + "ledger/deploy/V3_3__transcript_checks.sql",
    SETS + "ledger/deploy/V4__guards.sql"
  })
  void the_newest_schema_takes_what_they_write(TestDatabase database)
      throws SQLException, InterruptedException {
    AncestorWriters.Account account = write(database, 200);
    assertThat(account.errors()).isEmpty();
    assertThat(database.query("select * from ledger_verify(null, null)")).isEmpty();
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void an_entry_that_is_gone_is_missed(TestDatabase database)
      throws SQLException, InterruptedException {
    AncestorWriters.Account account = write(database, 20);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.execute("delete from ledger_entries where sequence_number = 3");
      statement.execute(
          "update ledger_entries set entry_hash = repeat('0', 64) where sequence_number = 5");
      assertThat(account.lostFrom(connection))
          .extracting(AncestorEntry::sequence)
          .containsExactlyInAnyOrder(3L, 5L);
    }
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_stall_is_as_long_as_they_were_kept_waiting(TestDatabase database)
      throws SQLException, InterruptedException {
    try (AncestorWriters writers = AncestorWriters.start(4, database::connect)) {
      writers.await(50);
      writers.lap();
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("lock table ledger_entries in access exclusive mode");
        Thread.sleep(300);
        connection.commit();
      }
      writers.await(50);
      Stalls lap = writers.lap();
      assertThat(lap.longest()).isBetween(Duration.ofMillis(250), Duration.ofSeconds(10));
      assertThat(lap.longerThan(Duration.ofMillis(200))).isBetween(1L, 8L);
      assertThat(lap.quantile(0.5)).isLessThan(Duration.ofMillis(250));
    }
  }

  @Test
  @Template("/ancestor/v0.1.sql")
  void a_refusal_that_is_no_race_is_told(TestDatabase database)
      throws SQLException, InterruptedException {
    AncestorWriters writers = AncestorWriters.start(2, database::connect);
    writers.await(10);
    database.execute("alter table ledger_entries add column extra text not null default 'x'");
    writers.await(10);
    database.execute("alter table ledger_entries alter extra drop default");
    Thread.sleep(100);
    database.execute("alter table ledger_entries alter extra set default 'x'");
    writers.await(10);
    AncestorWriters.Account account = writers.stop();
    assertThat(account.errors()).isNotEmpty().allMatch(error -> error.contains("\"extra\""));
    try (Connection connection = database.connect()) {
      assertThat(account.lostFrom(connection)).isEmpty();
    }
  }

  private static AncestorWriters.Account write(TestDatabase database, int entries)
      throws SQLException, InterruptedException {
    AncestorWriters writers = AncestorWriters.start(4, database::connect);
    writers.await(entries);
    return writers.stop();
  }

  @Test
  void quantiles_are_near_what_they_are_of() {
    Stalls stalls = new Stalls();
    for (int millis = 1; millis <= 100; millis++) {
      stalls.add(Duration.ofMillis(millis).toNanos());
    }
    assertThat(stalls.count()).isEqualTo(100);
    assertThat(stalls.longest()).isEqualTo(Duration.ofMillis(100));
    assertThat(stalls.quantile(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(stalls.quantile(0.5)).isBetween(Duration.ofMillis(50), Duration.ofMillis(54));
    assertThat(stalls.longerThan(Duration.ofMillis(90))).isBetween(5L, 10L);
    Stalls twice = new Stalls();
    twice.add(stalls);
    twice.add(stalls);
    assertThat(twice.count()).isEqualTo(200);
    assertThat(new Stalls().quantile(0.99)).isZero();
  }
}
