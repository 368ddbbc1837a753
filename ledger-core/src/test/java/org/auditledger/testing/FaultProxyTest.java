package org.auditledger.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** The tool that breaks things, at every place where it can. */
@OnPostgres
@Timeout(120)
class FaultProxyTest {

  private static final String TABLE = "create table t (n int)";

  /** What is in the table when so many of the script's requests are done. */
  private static final List<List<String>> PREFIXES =
      List.of(
          List.of(),
          List.of("1"),
          List.of("1"),
          List.of("1"),
          List.of("1"),
          List.of("1", "2", "3"),
          List.of("1", "2", "3", "4"));

  private static void script(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("insert into t values (1)");
      connection.setAutoCommit(false);
      statement.execute("insert into t values (2)");
      statement.execute("insert into t values (3)");
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("insert into t values (4)");
    }
  }

  /** The driver asks for something of its own when it connects. */
  private static int requestsOfConnecting(TestDatabase database) throws SQLException {
    try (FaultProxy proxy = FaultProxy.counting(database)) {
      proxy.database().connect().close();
      return proxy.requests();
    }
  }

  private static List<String> content(TestDatabase database) throws SQLException {
    return database.query("select n from t order by n");
  }

  @OnEveryPostgres
  void counts_what_a_client_asks_and_says_what_it_was(TestDatabase database) throws SQLException {
    database.execute(TABLE);
    int first = requestsOfConnecting(database);
    try (FaultProxy proxy = FaultProxy.counting(database)) {
      script(proxy.database());
      assertThat(proxy.statements().subList(first, proxy.requests()))
          .containsExactly(
              "insert into t values (1)",
              "BEGIN",
              "insert into t values (2)",
              "insert into t values (3)",
              "COMMIT",
              "insert into t values (4)");
      assertThat(proxy.struckAt()).isEmpty();
    }
    assertThat(content(database)).isEqualTo(PREFIXES.get(6));
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_DIES_BEFORE", "CLIENT_DIES_AFTER"})
  void a_client_that_dies_leaves_what_it_had_committed(Fault fault, TestDatabase database)
      throws SQLException {
    database.execute(TABLE);
    int first = requestsOfConnecting(database);
    int done = fault == Fault.CLIENT_DIES_AFTER ? 1 : 0;
    for (int n = 1; n <= first + 6; n++) {
      database.execute("truncate t");
      try (FaultProxy proxy = FaultProxy.at(n, fault, database)) {
        TestDatabase broken = proxy.database();
        assertThatThrownBy(() -> script(broken)).isInstanceOf(SQLException.class);
        proxy.settle();
        assertThat(content(database))
            .as("%s", proxy.struckAt())
            .isEqualTo(PREFIXES.get(Math.max(0, n - 1 + done - first)));
        assertThatThrownBy(broken::connect).hasMessageContaining("refused");
      }
    }
    try (FaultProxy proxy = FaultProxy.at(first + 7, fault, database)) {
      script(proxy.database());
      assertThat(proxy.struckAt()).isEmpty();
      assertThatThrownBy(proxy::settle).hasMessageContaining("no fault has happened");
    }
  }

  @OnEveryPostgres
  void a_server_that_dies_recovers_with_what_was_committed(CrashableServer server)
      throws SQLException {
    TestDatabase database = server.create();
    database.execute(TABLE);
    int first = requestsOfConnecting(database);
    for (int n = first + 1; n <= first + 6; n++) {
      for (Fault fault : List.of(Fault.SERVER_DIES, Fault.SERVER_DIES_AFTER)) {
        database.execute("truncate t");
        try (FaultProxy proxy = FaultProxy.at(n, fault, database)) {
          assertThatThrownBy(() -> script(proxy.database())).isInstanceOf(SQLException.class);
          proxy.settle();
          List<String> before = PREFIXES.get(n - 1 - first);
          List<String> after = PREFIXES.get(n - first);
          assertThat(content(database))
              .as("%s", proxy.struckAt())
              .isIn(fault == Fault.SERVER_DIES ? List.of(before, after) : List.of(after));
        }
      }
    }
    server.drop(database);
  }

  @Test
  void a_shared_server_is_not_killed(TestDatabase database) {
    assertThatThrownBy(() -> FaultProxy.at(1, Fault.SERVER_DIES, database))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CrashableServer");
  }

  @Test
  void all_connections_are_one_client(TestDatabase database) throws SQLException {
    database.execute(TABLE);
    int first = requestsOfConnecting(database);
    try (FaultProxy proxy = FaultProxy.at(2 * first + 4, Fault.CLIENT_DIES_AFTER, database);
        Connection one = proxy.database().connect();
        Connection other = proxy.database().connect();
        Statement of = one.createStatement();
        Statement ofOther = other.createStatement()) {
      one.setAutoCommit(false);
      of.execute("insert into t values (1)");
      ofOther.execute("insert into t values (2)");
      assertThatThrownBy(() -> ofOther.execute("insert into t values (3)"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> of.execute("insert into t values (4)"))
          .isInstanceOf(SQLException.class);
      proxy.settle();
      assertThat(proxy.struckAt().orElseThrow()).endsWith(": insert into t values (3)");
      assertThat(content(database)).containsExactly("2", "3");
    }
  }

  @Test
  void a_dead_clients_locks_are_gone_when_it_has_settled(TestDatabase database)
      throws SQLException {
    database.execute(TABLE);
    int first = requestsOfConnecting(database);
    try (FaultProxy proxy = FaultProxy.at(first + 3, Fault.CLIENT_DIES_BEFORE, database);
        Connection connection = proxy.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table t");
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
      proxy.settle();
      database.execute("begin; lock table t nowait; commit");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_DIES_BEFORE", "CLIENT_DIES_AFTER"})
  void copied_data_is_there_if_its_end_was_heard(Fault fault, TestDatabase database)
      throws SQLException {
    database.execute(TABLE);
    int first = requestsOfConnecting(database);
    for (int n = first + 1; n <= first + 2; n++) {
      try (FaultProxy proxy = FaultProxy.at(n, fault, database);
          Connection connection = proxy.database().connect()) {
        assertThatThrownBy(
                () ->
                    connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy t from stdin", new StringReader("1\n2\n")))
            .isInstanceOfAny(SQLException.class, IOException.class);
        proxy.settle();
        boolean heard = n == first + 2 && fault == Fault.CLIENT_DIES_AFTER;
        assertThat(content(database)).hasSize(heard ? 2 : 0);
      }
    }
  }

  @Test
  void much_is_copied_in_and_out(TestDatabase database) throws SQLException, IOException {
    database.execute(TABLE);
    byte[] lines =
        IntStream.rangeClosed(1, 2_000_000)
            .mapToObj(n -> n + "\n")
            .collect(java.util.stream.Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    try (FaultProxy proxy = FaultProxy.counting(database);
        Connection connection = proxy.database().connect()) {
      var copies = connection.unwrap(PGConnection.class).getCopyAPI();
      assertThat(copies.copyIn("copy t from stdin", new ByteArrayInputStream(lines)))
          .isEqualTo(2_000_000);
      assertThat(copies.copyOut("copy t to stdout", OutputStream.nullOutputStream()))
          .isEqualTo(2_000_000);
      assertThat(proxy.statements())
          .endsWith("copy t from stdin", "(the end of what is copied)", "copy t to stdout");
      assertThatThrownBy(() -> copies.copyIn("copy t from stdin", new StringReader("one\n")))
          .hasMessageContaining("invalid input syntax");
      assertThat(copies.copyIn("copy t from stdin", new StringReader("1\n"))).isEqualTo(1);
    }
  }

  @Test
  void a_cancellation_passes_and_is_no_request(TestDatabase database)
      throws SQLException, InterruptedException {
    try (FaultProxy proxy = FaultProxy.counting(database);
        Connection connection = proxy.database().connect();
        Statement statement = connection.createStatement()) {
      final int before = proxy.requests();
      CountDownLatch over = new CountDownLatch(1);
      Thread impatient =
          new Thread(
              () -> {
                try {
                  while (!over.await(20, TimeUnit.MILLISECONDS)) {
                    statement.cancel();
                  }
                } catch (InterruptedException | SQLException e) {
                  // The query goes on, and the test fails at its time limit.
                }
              });
      impatient.start();
      assertThatThrownBy(() -> statement.execute("select pg_sleep(100)"))
          .hasMessageContaining("canceling statement");
      over.countDown();
      impatient.join(Duration.ofSeconds(10).toMillis());
      assertThat(proxy.requests()).isEqualTo(before + 1);
    }
  }
}
