package org.auditledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What is seen of a client that changes a table. */
class TableWatchTest {

  private static final String TABLE =
      "create table t (n int); insert into t select generate_series(1, 1000)";

  private static TableWatch watch(TestDatabase database, String... transaction)
      throws SQLException {
    TableWatch watch = new TableWatch("public.t");
    try (FaultProxy proxy = FaultProxy.watching(database, watch);
        Connection connection = proxy.database().connect();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select count(*) from t").close();
      connection.setAutoCommit(false);
      for (String sql : transaction) {
        statement.execute(sql);
      }
      connection.commit();
      assertThat(proxy.statements()).contains("COMMIT").doesNotContain("probe");
    }
    return watch;
  }

  @OnEveryPostgres
  void a_constraint_that_is_checked_at_once_reads_the_table_with_everybody_off_it(
      TestDatabase database) throws SQLException {
    database.execute(TABLE);
    TableWatch watch = watch(database, "alter table t add constraint c check (n > 0)");
    assertThat(watch.scansUnderAccessExclusive())
        .extracting(TableWatch.Sight::statement)
        .containsExactly("alter table t add constraint c check (n > 0)");
    assertThat(watch.locks()).contains(TableWatch.ACCESS_EXCLUSIVE);
  }

  @OnEveryPostgres
  void a_constraint_that_is_validated_later_does_not(TestDatabase database) throws SQLException {
    database.execute(TABLE);
    TableWatch added = watch(database, "alter table t add constraint c check (n > 0) not valid");
    assertThat(added.locks()).contains(TableWatch.ACCESS_EXCLUSIVE);
    assertThat(added.scansUnderAccessExclusive()).isEmpty();

    TableWatch validated =
        watch(
            database,
            "lock table t in share row exclusive mode",
            "alter table t validate constraint c");
    assertThat(validated.locks())
        .contains("ShareRowExclusiveLock", "ShareUpdateExclusiveLock")
        .doesNotContain(TableWatch.ACCESS_EXCLUSIVE);
    assertThat(validated.scansUnderAccessExclusive()).isEmpty();
    assertThat(validated.sights())
        .extracting(sight -> sight.scans().count())
        .containsExactly(0L, 1L);
  }

  @OnEveryPostgres
  void what_is_read_before_everybody_is_kept_off_is_not_held_against_it(TestDatabase database)
      throws SQLException {
    database.execute(TABLE);
    TableWatch watch =
        watch(
            database,
            "select count(*) from t",
            "lock table t in access exclusive mode",
            "select 1",
            "select sum(n) from t");
    assertThat(watch.scansUnderAccessExclusive())
        .extracting(TableWatch.Sight::statement)
        .containsExactly("select sum(n) from t");
  }

  @OnEveryPostgres
  void a_session_sees_its_own_locks_and_scans(TestDatabase database) throws SQLException {
    database.execute(TABLE);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      final Scans before = Scans.of(connection, "public.t");
      assertThat(HeldLocks.of(connection, "public.t")).isEmpty();
      statement.execute("savepoint s");
      statement.execute("alter table t add column m int not null default 7");
      assertThat(Scans.of(connection, "public.t").since(before)).isEqualTo(new Scans(0, 0));
      assertThat(HeldLocks.of(connection, "public.t")).contains(TableWatch.ACCESS_EXCLUSIVE);
      statement.execute("rollback to savepoint s");
      assertThat(HeldLocks.of(connection, "public.t")).isEmpty();
      statement.execute("savepoint s");
      statement.execute("alter table t add constraint c check (n > 0)");
      assertThat(Scans.of(connection, "public.t").since(before)).isEqualTo(new Scans(1, 1000));
      statement.execute("rollback to savepoint s");
      statement.execute("alter table t add column v float default random()");
      assertThat(Scans.of(connection, "public.t").since(before).count()).isEqualTo(2);
    }
  }
}
