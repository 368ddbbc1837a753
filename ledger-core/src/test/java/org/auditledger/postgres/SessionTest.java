package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.auditledger.testing.OnEveryPostgres;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnPostgres
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionTest {

  private static final List<String> HOSTILE =
      List.of(
          "TimeZone = 'Asia/Kathmandu'",
          "search_path = 'evil, pg_catalog'",
          "IntervalStyle = 'sql_standard'",
          "DateStyle = 'German, DMY'",
          "bytea_output = 'escape'",
          "extra_float_digits = -15",
          "quote_all_identifiers = on",
          "transform_null_equals = on",
          "row_security = on",
          "default_transaction_isolation = 'serializable'",
          "default_transaction_deferrable = on",
          "default_transaction_read_only = on",
          "synchronous_commit = off",
          "statement_timeout = '1ms'",
          "lock_timeout = '1ms'",
          "idle_in_transaction_session_timeout = '1ms'",
          "idle_session_timeout = '1ms'",
          "session_replication_role = replica",
          "standard_conforming_strings = off",
          "client_encoding = 'LATIN1'",
          "application_name = 'evil'",
          "role = 'pg_monitor'");

  private static String show(Session session, String sql) throws SQLException {
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void run(Session session, String sql) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  @OnEveryPostgres
  void nothing_that_a_role_or_database_has_set_gets_in(TestDatabase database) throws Exception {
    String role = database.name() + "_hostile";
    database.execute(
        "create schema evil;"
            + "create function evil.current_setting(text) returns text language sql"
            + " as 'select ''evil''';"
            + "create function evil.text_equal(text, text) returns boolean language sql"
            + " as 'select true';"
            + "create operator evil.= (leftarg = text, rightarg = text,"
            + " function = evil.text_equal);"
            + "create role "
            + role
            + " login superuser password '"
            + database.password()
            + "'");
    // The driver tells the server the time zone of the virtual machine.
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
    try {
      // In one transaction, so that the first of them does not get in the way of the second.
      StringBuilder script = new StringBuilder();
      for (String setting : HOSTILE) {
        script.append("alter role ").append(role).append(" set ").append(setting).append(';');
        script.append("alter database ").append(database.name()).append(" set ").append(setting);
        script.append(';');
      }
      database.execute(script.toString());
      Server server =
          TestSessions.server(database.dsn().replace(database.user() + ":", role + ":"));
      try (Session session = Session.open(server, SessionSettings.writing())) {
        assertPinned(session);
        assertThat(show(session, "show default_transaction_read_only")).isEqualTo("off");
        assertThat(show(session, "select current_user")).isEqualTo(role);
        assertThat(show(session, "select 'a' = 'b'")).isEqualTo("f");
        run(session, "begin; select 1");
        Thread.sleep(20);
        run(session, "commit; create table public.t (n int)");
      }
      try (Session session = Session.open(server, SessionSettings.reading())) {
        assertPinned(session);
        assertThat(show(session, "show transaction_read_only")).isEqualTo("on");
        assertThatThrownBy(() -> run(session, "insert into public.t values (1)"))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("read-only");
      }
    } finally {
      TimeZone.setDefault(before);
      try (Session session = TestSessions.writing(database)) {
        run(session, "alter database " + database.name() + " reset all");
        run(session, "drop owned by " + role + " cascade");
        run(session, "drop role " + role);
      }
    }
  }

  @OnEveryPostgres
  void what_others_have_set_is_put_back_and_a_lock_stays(TestDatabase database) throws Exception {
    try (Session session =
        Session.open(TestSessions.server(database.dsn()), SessionSettings.writing())) {
      run(session, "select pg_advisory_lock(42)");
      run(session, "create temp table pg_class (oid oid)");
      for (String setting : HOSTILE) {
        // These two the driver refuses; with the limits nothing could be put back in time.
        if (!setting.matches("(client_encoding|DateStyle).*|.*1ms.*")) {
          run(session, "set " + setting);
        }
      }
      run(session, "set lock_timeout = '1min'");
      session.connection().setAutoCommit(false);
      run(session, "set role pg_monitor");
      session.restore();
      assertPinned(session);
      assertThat(show(session, "show lock_timeout")).isEqualTo("0");
      assertThat(show(session, "select current_user::text")).isEqualTo(database.user());
      assertThat(show(session, "select to_regclass('pg_temp.pg_class') is null")).isEqualTo("t");
      assertThat(session.connection().getAutoCommit()).isTrue();
      assertThat(database.query("select pg_try_advisory_lock(42)")).containsExactly("f");
    }
  }

  private static void assertPinned(Session session) throws SQLException {
    assertThat(show(session, "show TimeZone")).isEqualTo("UTC");
    assertThat(show(session, "show search_path")).isEqualTo("pg_catalog, pg_temp");
    assertThat(show(session, "show row_security")).isEqualTo("off");
    assertThat(show(session, "show DateStyle")).startsWith("ISO");
    assertThat(show(session, "show bytea_output")).isEqualTo("hex");
    assertThat(show(session, "show synchronous_commit")).isEqualTo("on");
    assertThat(show(session, "show transaction_isolation")).isEqualTo("read committed");
    assertThat(show(session, "show statement_timeout")).isEqualTo("0");
    assertThat(show(session, "show lock_timeout")).isEqualTo("0");
    assertThat(show(session, "show idle_in_transaction_session_timeout")).isEqualTo("0");
    assertThat(show(session, "show idle_session_timeout")).isEqualTo("0");
    assertThat(show(session, "show session_replication_role")).isEqualTo("origin");
    assertThat(show(session, "show client_encoding")).isEqualTo("UTF8");
    assertThat(show(session, "show application_name")).isEqualTo("audit-ledger");
    assertThat(show(session, "show quote_all_identifiers")).isEqualTo("off");
    assertThat(show(session, "select timestamptz '2024-02-03 04:05:06.000007Z'"))
        .isEqualTo("2024-02-03 04:05:06.000007+00");
  }

  @Test
  void options_and_limits_that_are_asked_for_are_kept(TestDatabase database) throws SQLException {
    String dsn =
        database.dsn()
            + "?options=-c%20statement_timeout%3D5000%20-c%20search_path%3Dpublic"
            + "%20-c%20role%3Dpg_monitor&application_name=mine";
    try (Session session = Session.open(TestSessions.server(dsn), SessionSettings.writing())) {
      assertThat(show(session, "show statement_timeout")).isEqualTo("5s");
      assertThat(show(session, "show search_path")).isEqualTo("pg_catalog, pg_temp");
      assertThat(show(session, "select current_user")).isEqualTo("pg_monitor");
      assertThat(show(session, "show application_name")).isEqualTo("mine");
    }
    SessionSettings settings =
        SessionSettings.reading()
            .withStatementTimeout(Duration.ofMillis(50))
            .withLockTimeout(Duration.ofSeconds(2));
    try (Session session = Session.open(TestSessions.server(dsn), settings)) {
      assertThat(show(session, "show lock_timeout")).isEqualTo("2s");
      assertThatThrownBy(() -> show(session, "select pg_sleep(5)"))
          .hasMessageContaining("statement timeout");
    }
    assertThatThrownBy(() -> settings.withLockTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void asking_for_a_server_that_can_be_written_to_works_for_readers_too(TestDatabase database)
      throws SQLException {
    database.execute("alter database " + database.name() + " set default_transaction_read_only=on");
    Server server = TestSessions.server(database.dsn() + "?target_session_attrs=read-write");
    try (Session session = Session.open(server, SessionSettings.reading())) {
      assertThat(show(session, "show transaction_read_only")).isEqualTo("on");
    }
  }

  @Test
  void an_imported_snapshot_sees_what_the_leader_saw(TestDatabase database) throws SQLException {
    database.execute("create table t as select generate_series(1, 10) n");
    String count = "select count(*) from public.t";
    List<Session> workers = new ArrayList<>();
    try (Session leader = TestSessions.reading(database)) {
      String snapshot = leader.exportSnapshot();
      database.execute("insert into t values (11)");
      for (int i = 0; i < 3; i++) {
        workers.add(TestSessions.reading(database));
        workers.get(i).importSnapshot(snapshot);
      }
      assertThat(show(leader, count)).isEqualTo("10");
      leader.endSnapshot();
      assertThat(show(leader, count)).isEqualTo("11");
      for (Session worker : workers) {
        assertThat(show(worker, count)).isEqualTo("10");
      }
      assertThatThrownBy(() -> workers.get(0).importSnapshot(snapshot))
          .isInstanceOf(IllegalStateException.class);
      workers.get(0).endSnapshot();
      assertThat(show(workers.get(0), count)).isEqualTo("11");
      assertThatThrownBy(() -> workers.get(0).importSnapshot(snapshot))
          .isInstanceOf(DatabaseException.class);
    } finally {
      workers.forEach(Session::close);
    }
  }

  @Test
  void a_snapshots_name_is_no_way_in(TestDatabase database) {
    try (Session session = TestSessions.reading(database)) {
      assertThatThrownBy(() -> session.importSnapshot("x'; drop table t; --"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
