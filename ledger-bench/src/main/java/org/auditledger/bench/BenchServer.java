package org.auditledger.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.auditledger.bench.ServerChoice.Access;
import org.auditledger.postgres.HostAndPort;
import org.auditledger.postgres.Server;

/**
 * A server with durable commits, for commands to be measured on, and a directory for files. When
 * closed, all is gone that was made here.
 */
final class BenchServer implements AutoCloseable {

  private static final String SETTINGS =
      "select split_part(current_setting('server_version'), ' ', 1) as version,"
          + " current_setting('fsync')::boolean as durable";

  private final Access access;
  private final Path directory;
  private final String version;
  private final Set<String> databases = new HashSet<>();

  private BenchServer(Access access, Path directory, String version) {
    this.access = access;
    this.directory = directory;
    this.version = version;
  }

  /** Asks it for its version, and that it really writes what it commits. */
  static BenchServer on(Access access, Path directory) throws IOException, SQLException {
    try (Connection connection = connect(access, access.database());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SETTINGS)) {
      row.next();
      if (!row.getBoolean("durable")) {
        throw new IOException(access + " has fsync off: no figure of it is worth anything");
      }
      return new BenchServer(access, directory, row.getString("version"));
    }
  }

  String version() {
    return version;
  }

  int major() {
    return Integer.parseInt(version.split("\\.", 2)[0]);
  }

  Path directory() {
    return directory;
  }

  /** Where a ledger is, for code of ours. */
  Server ledger(String database) {
    return Server.local(
        new HostAndPort(access.host(), access.port()), database, access.user(), access.password());
  }

  Connection connect(String database) throws SQLException {
    return connect(access, database);
  }

  private static Connection connect(Access access, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + access.host() + ":" + access.port() + "/" + database,
        access.user(),
        access.password());
  }

  void create(String database) throws SQLException {
    administer("create database " + database);
    databases.add(database);
  }

  /** A copy, file by file, and on the disk when it is made. */
  void copy(String database, String copy) throws SQLException {
    administer("create database " + copy + " template " + database + " strategy file_copy");
    databases.add(copy);
    checkpoint();
  }

  /** Writes to the disk what is still to be written. */
  void checkpoint() throws SQLException {
    administer("checkpoint");
  }

  void drop(String database) throws SQLException {
    administer("drop database " + database + " with (force)");
    databases.remove(database);
  }

  private void administer(String sql) throws SQLException {
    try (Connection connection = connect(access.database());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The command with a signing key for this database only: a key refuses to sign two histories. */
  List<String> filledIn(List<String> command, String database)
      throws IOException, InterruptedException {
    Path key = directory.resolve(database + ".key");
    if (command.contains("{key}") && Files.notExists(key)) {
      Run.of(
          List.of(
              "./audit-ledger", "keys", "generate", "--name", "bench", "--output", key.toString()));
    }
    return command.stream()
        .map(word -> word.replace("{key}", key.toString()))
        .map(word -> word.replace("{directory}", directory.toString()))
        .toList();
  }

  /** An empty ledger of the newest version, with a key of its own. */
  void createLedger(String database) throws IOException, InterruptedException, SQLException {
    create(database);
    run(
        filledIn(
            List.of(
                "./audit-ledger",
                "migrate",
                "upgrade",
                "--ledger-db",
                "{dsn}",
                "--signing-key",
                "{key}"),
            database),
        database);
  }

  /** One of PostgreSQL's own programs, which need not be of the server's version. */
  static String program(String name) throws IOException {
    List<Path> places = new ArrayList<>();
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      places.add(Path.of(place));
    }
    // Debian keeps those of each version here, and not all of them on the path.
    try (DirectoryStream<Path> versions =
        Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
      versions.forEach(version -> places.add(version.resolve("bin")));
    } catch (NoSuchFileException e) {
      // Then the path is all there is.
    }
    return places.stream()
        .map(place -> place.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(
            () ->
                new IOException(
                    "there is no "
                        + name
                        + ": put that of any PostgreSQL on the PATH; Debian has it in the packages"
                        + " postgresql-client (psql) and postgresql-contrib (pgbench)"));
  }

  /** Runs a command on a database: named where the command has a place for it, or as libpq does. */
  Run run(List<String> command, String database) throws IOException, InterruptedException {
    return Run.of(process(command, database), output());
  }

  /** Where a command's output is that was run last. */
  Path output() {
    return directory.resolve("output");
  }

  /** A command on a database, to be started. */
  ProcessBuilder process(List<String> command, String database) {
    String port = Integer.toString(access.port());
    String dsn =
        "postgresql://" + access.user() + "@" + access.host() + ":" + port + "/" + database;
    ProcessBuilder process =
        new ProcessBuilder(command.stream().map(word -> word.replace("{dsn}", dsn)).toList());
    process.environment().put("PGHOST", access.host());
    process.environment().put("PGPORT", port);
    process.environment().put("PGUSER", access.user());
    process.environment().put("PGPASSWORD", access.password());
    process.environment().put("PGDATABASE", database);
    // Else libpq's programs would encrypt where the server can, and ours, on this machine, not.
    process.environment().put("PGSSLMODE", "disable");
    return process;
  }

  @Override
  public void close() throws IOException, SQLException {
    try {
      for (String database : List.copyOf(databases)) {
        drop(database);
      }
    } finally {
      access.stop().run();
      removeFiles();
    }
  }

  private void removeFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
