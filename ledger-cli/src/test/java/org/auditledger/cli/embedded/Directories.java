package org.auditledger.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of servers in directories share; no server may outlive its test. */
abstract class Directories {

  static final Consumer<String> SILENT = line -> {};

  @TempDir Path base;

  EmbeddedServer open(Path dir) {
    return EmbeddedServer.open(dir, Caches.PLACES, SILENT);
  }

  static Connection connect(EmbeddedServer server) throws SQLException {
    return connect(server, server.password());
  }

  static Connection connect(EmbeddedServer server, String password) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), password);
  }

  static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  static void run(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String ask(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection = connect(server)) {
      return ask(connection, sql);
    }
  }

  static Optional<Postmaster> serverOf(Path dir) throws IOException {
    return Postmaster.of(dir.resolve("data"));
  }

  static long pidOf(Path dir) throws IOException {
    return serverOf(dir).orElseThrow().pid();
  }

  static void signal(String signal, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + signal, "--", "" + pid).start().waitFor()).isZero();
  }

  /** Returns when it is dead, which the signal alone does not say. */
  static void killServer(Path dir) throws IOException, InterruptedException {
    Postmaster server = serverOf(dir).orElseThrow();
    signal("KILL", server.pid());
    while (server.isAliveOn(dir.resolve("data"))) {
      Thread.sleep(5);
    }
  }

  @AfterEach
  void no_server_is_left_running() throws IOException {
    try (Stream<Path> files = Files.find(base, 4, (p, a) -> p.endsWith("postmaster.pid"))) {
      List<Path> running = files.toList();
      assertThat(running).isEmpty();
    }
  }
}
