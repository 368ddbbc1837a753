package org.auditledger.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The data in a directory and the server on it; whoever calls holds the directory's lock. */
record Cluster(ServerDirectory directory, Binaries binaries, Programs programs) {

  static final String HOST = "127.0.0.1";
  static final String USER = "postgres";
  static final String DATABASE = "ledger";

  private static final Duration CREATION = Duration.ofMinutes(3);
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(60);

  /**
   * On the command line they win over every file and over ALTER SYSTEM: a ledger is durable, and a
   * server of ours is for this machine. None has a character that means something to a shell.
   */
  private static final List<String> SETTINGS =
      List.of(
          "fsync=on",
          "full_page_writes=on",
          "synchronous_commit=on",
          "listen_addresses=" + HOST,
          "unix_socket_directories=",
          "password_encryption=scram-sha-256",
          "timezone=UTC",
          "log_timezone=UTC",
          "logging_collector=off",
          "log_destination=stderr",
          "log_checkpoints=off",
          "log_min_error_statement=panic");

  Cluster(ServerDirectory directory, Binaries binaries) {
    this(directory, binaries, new Programs(binaries.bin(), directory.path()));
  }

  /** Makes the data, unless it is there: it gets its name when it is complete and on the disk. */
  void createIfMissing(Consumer<String> progress) throws IOException {
    directory.discardUnfinishedData();
    if (Files.exists(directory.data())) {
      refuseAnotherMajor();
      return;
    }
    progress.accept("creating a PostgreSQL " + binaries.major() + " in " + directory.path());
    directory.newPassword();
    Path unfinished = directory.newUnfinishedData();
    try {
      String name = unfinished.getFileName().toString();
      require(initialise(name), "initdb");
      require(createDatabase(name), "create database");
      Files.move(unfinished, directory.data(), StandardCopyOption.ATOMIC_MOVE);
      Tree.forceOne(directory.path());
    } finally {
      directory.discardUnfinishedData();
    }
  }

  private Programs.Outcome initialise(String data) throws IOException {
    return programs.run(
        CREATION,
        "",
        "initdb",
        "--pgdata=" + data,
        "--username=" + USER,
        "--pwfile=" + directory.passwordFile().getFileName(),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
        "--no-instructions");
  }

  /** Without a server, so that the data has all it needs before anybody sees it. */
  private Programs.Outcome createDatabase(String data) throws IOException {
    return programs.run(
        CREATION,
        "create database " + DATABASE + "\n",
        "postgres",
        "--single",
        "-D",
        data,
        "-c",
        "exit_on_error=on",
        "-c",
        "log_checkpoints=off",
        "template1");
  }

  private void require(Programs.Outcome outcome, String step) {
    if (!outcome.succeeded()) {
      throw new EmbeddedServerException(
          "cannot create a PostgreSQL in " + directory.path(),
          step + ": " + outcome.complaint(),
          "nothing is left of the attempt; " + advice(outcome.output()));
    }
  }

  private static String advice(String output) {
    return CurrentUser.isRoot() && output.contains("Permission denied")
        ? "for root PostgreSQL runs without root's privileges: use a directory below directories"
            + " that are root's or open to all, or run the command as another user"
        : "put that right and run the command again, or name another directory";
  }

  private void refuseAnotherMajor() throws IOException {
    String found = Files.readString(directory.data().resolve("PG_VERSION")).strip();
    if (!found.equals(binaries.major())) {
      throw new EmbeddedServerException(
          "cannot use the data in " + directory.path() + " with this audit-ledger",
          "it is PostgreSQL " + found + "'s, and this audit-ledger brings " + binaries.version(),
          "back it up with the audit-ledger that made it, and restore into a new directory");
    }
  }

  /** Starts the server, or finds it running; returns the port when it takes connections. */
  int start(Consumer<String> progress) throws IOException {
    directory.log().trim();
    long deadline = System.nanoTime() + START.toNanos();
    boolean told = false;
    while (System.nanoTime() < deadline) {
      Optional<Postmaster> running = Postmaster.of(directory.data());
      if (running.isPresent() && running.get().isReady()) {
        return running.get().port();
      }
      if (!told) {
        told = true;
        progress.accept(
            running.isPresent()
                ? "waiting for the PostgreSQL in " + directory.path()
                : "starting the PostgreSQL in " + directory.path());
      }
      if (running.isEmpty()) {
        launch(deadline);
      } else {
        pause();
      }
    }
    throw new EmbeddedServerException(
        "the PostgreSQL in " + directory.path() + " takes no connections yet",
        "it has been starting for " + START.toSeconds() + " s; " + lastWords(0),
        "it goes on by itself: run the command again in a while");
  }

  private void launch(long deadline) throws IOException {
    refuseIfOutOfSight();
    int lastPort = Postmaster.read(directory.data()).map(Postmaster::port).orElse(0);
    Postmaster.forget(directory.data());
    long logEnd = directory.log().end();
    String options = "-c port=" + freePort(lastPort) + " -c " + String.join(" -c ", SETTINGS);
    Programs.Outcome outcome =
        programs.run(
            START.plusSeconds(10),
            "",
            "pg_ctl",
            "start",
            "--silent",
            "--pgdata=" + directory.data().getFileName(),
            "--log=" + directory.log().file().getFileName(),
            "--timeout=" + START.toSeconds(),
            "--options=" + options);
    if (!outcome.succeeded() && Postmaster.of(directory.data()).isEmpty()) {
      String words = lastWords(logEnd);
      // The port was taken in between, or the children of a killed server have not yet gone.
      boolean passing = words.contains("could not bind") || words.contains("shared memory block");
      if (!passing || System.nanoTime() > deadline) {
        throw new EmbeddedServerException(
            "cannot start the PostgreSQL in " + directory.path(),
            words.isEmpty() ? outcome.complaint() : words,
            "put that right and run the command again; all it said is in "
                + directory.log().file());
      }
      pause();
    }
  }

  private void refuseIfOutOfSight() throws IOException {
    if (directory.users().presentOutOfSight()) {
      throw new EmbeddedServerException(
          "cannot start the PostgreSQL in " + directory.path(),
          "a command in another container uses it, and its server cannot be seen from here",
          "run both in one container, or one after the other");
    }
  }

  private String lastWords(long position) throws IOException {
    return String.join("; ", directory.log().tail(position, 5));
  }

  /** The port of before, for those who know it, or any. */
  private static int freePort(int wanted) throws IOException {
    InetAddress local = InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
    try (ServerSocket socket = new ServerSocket(wanted, 1, local)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      try (ServerSocket socket = new ServerSocket(0, 1, local)) {
        return socket.getLocalPort();
      }
    }
  }

  /** Stops the server, if it runs: what was committed is on the disk, what was not is undone. */
  void stop() throws IOException {
    Path data = directory.data();
    Optional<Postmaster> running = Postmaster.of(data);
    if (running.isEmpty()) {
      return;
    }
    Programs.Outcome outcome =
        programs.run(
            STOP,
            "",
            "pg_ctl",
            "stop",
            "--silent",
            "--no-wait",
            "--mode=fast",
            "--pgdata=" + data.getFileName());
    long deadline = System.nanoTime() + STOP.toNanos();
    // It removes its file first and writes its last words after that.
    while (running.get().isAliveOn(data)) {
      if (System.nanoTime() > deadline) {
        throw new EmbeddedServerException(
            "the PostgreSQL in " + directory.path() + " does not stop",
            "it was told to, " + STOP.toSeconds() + " s ago; " + outcome.complaint(),
            "nothing committed is lost; what it says is in " + directory.log().file());
      }
      pause();
    }
    directory.log().trim();
  }

  private void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw EmbeddedServerException.interrupted(
          "stopped waiting for the PostgreSQL in " + directory.path(), e);
    }
  }
}
