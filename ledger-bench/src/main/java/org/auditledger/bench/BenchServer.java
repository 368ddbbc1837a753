package org.auditledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.auditledger.cli.embedded.EmbeddedServer;

/** A durable server in a temporary directory, for commands to be measured on; gone when closed. */
record BenchServer(EmbeddedServer server, Path directory) implements AutoCloseable {

  static BenchServer start() throws IOException {
    Path directory = Files.createTempDirectory("audit-ledger-bench");
    return new BenchServer(
        EmbeddedServer.open(directory.resolve("server"), System.getenv(), System.err::println),
        directory);
  }

  String version() {
    return server.version();
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database,
        server.user(),
        server.password());
  }

  void create(String database) throws SQLException {
    administer("create database " + database);
  }

  /** A copy, file by file, and on the disk when it is made. */
  void copy(String database, String copy) throws SQLException {
    administer("create database " + copy + " template " + database + " strategy file_copy");
    administer("checkpoint");
  }

  void drop(String database) throws SQLException {
    administer("drop database " + database + " with (force)");
  }

  private void administer(String sql) throws SQLException {
    try (Connection connection = connect(server.database());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The command with a signing key for this database only: a key refuses to sign two histories. */
  List<String> filledIn(List<String> command, String database)
      throws IOException, InterruptedException {
    Path key = directory.resolve(database + ".key");
    if (command.contains("{key}")) {
      Run.of(
          List.of(
              "./audit-ledger", "keys", "generate", "--name", "bench", "--output", key.toString()));
    }
    return command.stream()
        .map(word -> word.replace("{key}", key.toString()))
        .map(word -> word.replace("{directory}", directory.toString()))
        .toList();
  }

  /** Runs a command on a database: named where the command has a place for it, or as libpq does. */
  Run run(List<String> command, String database) throws IOException, InterruptedException {
    String port = Integer.toString(server.port());
    String dsn =
        "postgresql://" + server.user() + "@" + server.host() + ":" + port + "/" + database;
    ProcessBuilder process =
        new ProcessBuilder(command.stream().map(word -> word.replace("{dsn}", dsn)).toList());
    process.environment().put("PGHOST", server.host());
    process.environment().put("PGPORT", port);
    process.environment().put("PGUSER", server.user());
    process.environment().put("PGPASSWORD", server.password());
    process.environment().put("PGDATABASE", database);
    return Run.of(process, directory.resolve("output"));
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
