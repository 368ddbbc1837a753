package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.testing.OnPostgres;
import org.auditledger.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnPostgres
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusedSessionTest {

  @Test
  void what_cannot_be_pinned_for_want_of_a_privilege_is_refused(TestDatabase database)
      throws SQLException {
    String role = database.name() + "_plain";
    database.execute("create role " + role + " login" + password(database));
    try {
      database.execute("alter role " + role + " set session_replication_role = replica");
      Server server =
          TestSessions.server(database.dsn().replace(database.user() + ":", role + ":"));
      assertThatThrownBy(() -> Session.open(server, SessionSettings.reading()))
          .isInstanceOf(DatabaseUnreachableException.class)
          .hasMessageContaining("session_replication_role");
      database.execute("alter role " + role + " reset session_replication_role");
      Session.open(server, SessionSettings.reading()).close();
    } finally {
      database.execute("drop role " + role);
    }
  }

  @Test
  void a_database_that_is_not_utf8_is_refused(TestDatabase database) throws SQLException {
    String latin = database.name() + "_latin";
    database.execute(
        "create database " + latin + " template template0 encoding 'LATIN1' locale 'C'");
    try {
      Server server = TestSessions.server(database.dsn().replace(database.name(), latin));
      assertThatThrownBy(() -> Session.open(server, SessionSettings.reading()))
          .isInstanceOf(DatabaseUnreachableException.class)
          .hasMessageContainingAll("server_encoding is \"LATIN1\"", "encoding UTF8");
    } finally {
      database.execute("drop database " + latin + " with (force)");
    }
  }

  @Test
  void what_keeps_us_out_is_said_with_what_to_do(TestDatabase database) throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String good = database.dsn();
    String secret = good.replaceFirst(":[^:@/]+@", ":ZQsecretZQ@");
    assertRefused(secret.replace(":" + database.port(), ":" + closed), "whether the server runs");
    assertRefused(secret.replace("@" + database.host(), "@no.such.host.invalid"), "host's name");
    assertRefused(good + "x", "check the database's name");
    assertRefused(secret + "?sslmode=verify-full", "sslrootcert");
    assertRefused(secret + "?sslmode=require", "sslmode is require");
    // Whether a stranger is told so, or asked for a password, is the server's choice.
    assertRefused(secret.replace(database.user() + ":", "nobody_here:"), "nobody_here");
    assertRefused(good + "?target_session_attrs=standby", "connection string");
  }

  /** Some servers ask for one, and then it is the superuser's. */
  private static String password(TestDatabase database) {
    return " password '" + database.password() + "'";
  }

  private static void assertRefused(String dsn, String advice) {
    Server server = TestSessions.server(dsn);
    assertThatThrownBy(() -> Session.open(server, SessionSettings.reading()))
        .as(dsn)
        .isInstanceOf(DatabaseUnreachableException.class)
        .hasMessageContainingAll("cannot connect to " + server, advice)
        .hasMessageNotContaining("ZQ")
        .message()
        .hasLineCount(3);
  }

  @Test
  void too_many_connections_are_told_from_a_server_that_is_down(TestDatabase database)
      throws SQLException {
    String role = database.name() + "_few";
    database.execute("create role " + role + " login connection limit 1" + password(database));
    Server server = TestSessions.server(database.dsn().replace(database.user() + ":", role + ":"));
    try {
      try (Session first = Session.open(server, SessionSettings.reading())) {
        assertThat(first.serverVersion()).isGreaterThanOrEqualTo(140_000);
        assertThatThrownBy(() -> Session.open(server, SessionSettings.reading()))
            .isInstanceOf(DatabaseUnreachableException.class)
            .hasMessageContaining("max_connections");
      }
    } finally {
      database.execute("drop role " + role);
    }
  }

  @Test
  void a_wrong_password_is_said_to_be_one_and_not_shown(TestDatabase database) throws Exception {
    String role = database.name() + "_secret";
    String file = database.query("show hba_file").get(0);
    List<String> lines =
        database.query("select regexp_split_to_table(pg_read_file('" + file + "'), E'\\n')");
    database.execute("create role " + role + " login password 'ZQright'");
    List<String> stricter = new ArrayList<>(lines);
    stricter.add(0, "host all " + role + " all scram-sha-256");
    String good = database.dsn().replaceFirst("//[^@]+@", "//" + role + ":ZQright@");
    try {
      writeRules(database, file, stricter);
      assertRefused(good.replace("ZQright", "ZQwrong"), "PGPASSWORD or ~/.pgpass");
      assertRefused(good.replace(":ZQright@", "@"), "PGPASSWORD or ~/.pgpass");
      Session.open(TestSessions.server(good), SessionSettings.reading()).close();
    } finally {
      writeRules(database, file, lines);
      database.execute("drop role " + role);
    }
  }

  private static void writeRules(TestDatabase database, String file, List<String> lines)
      throws SQLException, InterruptedException {
    String array = "'" + String.join("','", lines.stream().map(l -> l.replace("'", "''")).toList());
    database.execute(
        "copy (select unnest(array["
            + array
            + "'])) to '"
            + file
            + "';"
            + "select pg_reload_conf()");
    // The postmaster reads it when it gets round to it.
    Thread.sleep(500);
  }

  @Test
  void a_pooler_in_between_is_noticed(TestDatabase database) throws IOException {
    try (PretendedPooler pooler = new PretendedPooler(database.host(), database.port())) {
      String dsn = database.dsn().replace(":" + database.port(), ":" + pooler.port());
      Server server = TestSessions.server(dsn + "?sslmode=disable");
      assertThatThrownBy(() -> Session.open(server, SessionSettings.reading()))
          .isInstanceOf(DatabaseUnreachableException.class)
          .hasMessageContaining("pooler");
    }
  }

  @Test
  void a_server_that_never_answers_is_given_up_on() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Server server =
          TestSessions.server(
              "postgresql://u:ZQ@localhost:" + silent.getLocalPort() + "/d?connect_timeout=1");
      assertThatThrownBy(() -> Session.open(server, SessionSettings.reading()))
          .isInstanceOf(DatabaseUnreachableException.class)
          .hasMessageContaining("connect_timeout")
          .hasMessageNotContaining("ZQ");
    }
  }
}
