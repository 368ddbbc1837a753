package org.auditledger.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddedServerTest extends Directories {

  @Test
  void the_first_use_creates_and_a_later_one_finds_what_was_committed() throws Exception {
    Path dir = base.resolve("new/ledger");
    List<String> told = new ArrayList<>();
    try (EmbeddedServer server = EmbeddedServer.open(dir, Caches.PLACES, told::add)) {
      run(server, "create table t as select 42 as n");
      assertThat(server.version()).startsWith("18.");
      assertThat(server.jdbcUrl())
          .isEqualTo("jdbc:postgresql://127.0.0.1:" + server.port() + "/ledger");
    }
    assertThat(told.stream().filter(line -> !line.startsWith("unpacking")))
        .containsExactly(
            "creating a PostgreSQL 18 in " + dir.toRealPath(),
            "starting the PostgreSQL in " + dir.toRealPath());
    assertThat(serverOf(dir)).isEmpty();

    told.clear();
    try (EmbeddedServer server = EmbeddedServer.open(dir, Caches.PLACES, told::add)) {
      assertThat(ask(server, "select n from t")).isEqualTo("42");
    }
    assertThat(told).containsExactly("starting the PostgreSQL in " + dir.toRealPath());
    assertThat(serverOf(dir)).isEmpty();
  }

  @Test
  void the_server_is_durable_and_local_and_cannot_be_made_otherwise() throws Exception {
    Path dir = base.resolve("d");
    Map<String, String> expected =
        Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "data_checksums", "on",
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "password_encryption", "scram-sha-256",
            "server_encoding", "UTF8");
    assertThat(settings(dir, expected.keySet())).isEqualTo(expected);
    try (EmbeddedServer server = open(dir)) {
      run(server, "alter system set fsync = off");
      run(server, "alter system set full_page_writes = off");
      run(server, "alter system set synchronous_commit = off");
      run(server, "alter system set listen_addresses = '*'");
      run(server, "alter system set unix_socket_directories = '/tmp'");
      assertThat(ask(server, "select datcollate from pg_database where datname = 'ledger'"))
          .isEqualTo("C");
    }
    assertThat(settings(dir, expected.keySet())).isEqualTo(expected);
  }

  private Map<String, String> settings(Path dir, Set<String> names) throws SQLException {
    Map<String, String> settings = new HashMap<>();
    try (EmbeddedServer server = open(dir);
        Connection connection = connect(server)) {
      for (String name : names) {
        settings.put(name, ask(connection, "show " + name));
      }
    }
    return settings;
  }

  @Test
  void nobody_gets_in_without_the_password_which_only_we_can_read() throws Exception {
    Path dir = Files.createDirectory(base.resolve("open to all"));
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (EmbeddedServer server = open(dir)) {
      assertThatThrownBy(() -> connect(server, "postgres").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(server.password()).hasSizeGreaterThan(30);
      assertThat(server.toString() + server.jdbcUrl()).doesNotContain(server.password());
      assertThat(mode(dir)).isEqualTo("rwx------");
      assertThat(mode(dir.resolve("password"))).isEqualTo("rw-------");
      assertThat(mode(dir.resolve("server.log"))).isEqualTo("rw-------");
      assertThat(mode(dir.resolve("lock"))).isEqualTo("rw-------");
      assertThat(mode(dir.resolve("data"))).isEqualTo("rwx------");
      for (InetAddress other : otherAddresses()) {
        assertThatThrownBy(() -> new Socket(other, server.port()).close())
            .isInstanceOf(IOException.class);
      }
    }
    try (EmbeddedServer other = open(base.resolve("other"));
        EmbeddedServer server = open(dir)) {
      assertThat(other.password()).isNotEqualTo(server.password());
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
        .toList();
  }

  @Test
  void all_who_open_it_in_one_process_share_a_server_that_the_last_one_stops() throws Exception {
    Path dir = base.resolve("d");
    EmbeddedServer first = open(dir);
    long pid = pidOf(dir);
    EmbeddedServer second = open(dir);
    assertThat(second.port()).isEqualTo(first.port());
    assertThat(pidOf(dir)).isEqualTo(pid);
    first.close();
    first.close();
    assertThat(pidOf(dir)).isEqualTo(pid);
    assertThat(ask(second, "select 1")).isEqualTo("1");
    Postmaster running = serverOf(dir).orElseThrow();
    second.close();
    assertThat(running.isAliveOn(dir.resolve("data"))).isFalse();
    assertThat(serverOf(dir)).isEmpty();
  }

  @Test
  void many_threads_at_once_get_one_server_and_leave_none() throws Exception {
    Path dir = base.resolve("d");
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<String>> systems = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        systems.add(
            threads.submit(
                () -> {
                  try (EmbeddedServer server = open(dir)) {
                    return ask(server, "select system_identifier from pg_control_system()");
                  }
                }));
      }
      Set<String> distinct = new HashSet<>();
      for (Future<String> system : systems) {
        distinct.add(system.get());
      }
      assertThat(distinct).hasSize(1);
    } finally {
      threads.shutdown();
    }
    assertThat(serverOf(dir)).isEmpty();
    try (Stream<Path> users = Files.list(dir.resolve("users"))) {
      assertThat(users).isEmpty();
    }
  }

  @Test
  void a_killed_server_comes_back_with_all_that_was_committed() throws Exception {
    Path dir = base.resolve("d");
    EmbeddedServer server = open(dir);
    run(server, "create table t as select 42 as n");
    try (Connection held = connect(server)) {
      killServer(dir);
      try (EmbeddedServer again = open(dir)) {
        assertThat(ask(again, "select n from t")).isEqualTo("42");
        assertThat(again.port()).as("the same, for who knows it").isEqualTo(server.port());
      }
      assertThat(serverOf(dir)).as("the first one still uses it").isPresent();
      assertThatThrownBy(() -> ask(held, "select 1")).isInstanceOf(SQLException.class);
    }
    server.close();
    assertThat(serverOf(dir)).isEmpty();
  }

  @Test
  void closing_after_the_server_was_killed_is_no_trouble() throws Exception {
    Path dir = base.resolve("d");
    try (EmbeddedServer server = open(dir)) {
      killServer(dir);
      assertThat(server.port()).isPositive();
    }
    open(dir).close();
  }

  @Test
  void a_process_that_has_got_a_dead_servers_number_is_not_taken_for_it() throws Exception {
    Path dir = base.resolve("d");
    Process sleeper = new ProcessBuilder("sleep", "600").start();
    try {
      EmbeddedServer server = open(dir);
      run(server, "create table t as select 42 as n");
      killServer(dir);
      Path file = dir.resolve("data/postmaster.pid");
      Files.writeString(file, Files.readString(file).replaceFirst("\\d+", "" + sleeper.pid()));
      server.close();
      assertThat(sleeper.isAlive()).as("close stopped nobody else").isTrue();
      try (EmbeddedServer again = open(dir)) {
        assertThat(ask(again, "select n from t")).isEqualTo("42");
      }
      assertThat(sleeper.isAlive()).isTrue();
    } finally {
      sleeper.destroyForcibly();
    }
  }

  @Test
  void a_server_that_cannot_start_says_why_and_leaves_no_user_behind() throws Exception {
    Path dir = base.resolve("d");
    open(dir).close();
    Path conf = dir.resolve("data/postgresql.auto.conf");
    String good = Files.readString(conf);
    Files.writeString(conf, "shared_buffers = 'plenty'\n");
    assertThatThrownBy(() -> open(dir))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("cannot start the PostgreSQL in " + dir.toRealPath())
        .hasMessageContaining("shared_buffers")
        .hasMessageContaining("server.log");
    Files.writeString(conf, good);
    open(dir).close();
  }

  @Test
  void the_log_stays_small_also_while_the_server_runs() throws Exception {
    Path dir = base.resolve("d");
    Path log = dir.resolve("server.log");
    try (EmbeddedServer server = open(dir)) {
      Files.writeString(log, "x".repeat(2 << 20), StandardOpenOption.APPEND);
      open(dir).close();
      assertThat(log).isEmptyFile();
      assertThat(dir.resolve("server.log.1")).exists();
      assertThatThrownBy(() -> run(server, "select 'a secret' from nowhere"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(Files.readString(log))
        .contains("nowhere\" does not exist")
        .contains("database system is shut down")
        .doesNotContain("a secret");
  }
}
