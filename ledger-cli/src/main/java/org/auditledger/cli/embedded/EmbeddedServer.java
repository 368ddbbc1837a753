package org.auditledger.cli.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A PostgreSQL in a directory, in use until closed. All who have it open, in this process and in
 * others, share one server; the last to close it stops it. Should the process end first, by a
 * signal too, it closes then; should it be killed, the next to open and close the server stops it.
 */
public final class EmbeddedServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration PATIENCE_AT_EXIT = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final Users.User user;
  private final int port;
  private final String password;
  private final Thread atExit = new Thread(this::releaseAtExit, "embedded-server-exit");
  private boolean released;

  private EmbeddedServer(Cluster cluster, Users.User user, int port, String password) {
    this.cluster = cluster;
    this.user = user;
    this.port = port;
    this.password = password;
  }

  /**
   * Opens the server of a directory: creates it if the directory is new or empty, starts it if it
   * does not run.
   *
   * @param dir the directory; it must be new, empty, or one that was opened before
   * @param environment the process's, which may say where this user's caches are
   * @param progress is told, in a line each, what takes a while
   * @throws EmbeddedServerException if that cannot be done; the message says what to do
   */
  public static EmbeddedServer open(
      Path dir, Map<String, String> environment, Consumer<String> progress) {
    return open(dir, userCache(environment), progress);
  }

  /** As the other, with the places where binaries may go, before the directory itself. */
  @SuppressWarnings("try") // The lock is held, not spoken to.
  static EmbeddedServer open(Path dir, List<Path> caches, Consumer<String> progress) {
    try {
      ServerDirectory directory = ServerDirectory.claim(dir);
      List<Path> places = new ArrayList<>(caches);
      places.add(directory.binaries());
      Cluster cluster = new Cluster(directory, Binaries.in(places, progress));
      try (HeldLock lock = directory.lock(PATIENCE)) {
        return join(cluster, progress);
      }
    } catch (IOException e) {
      throw EmbeddedServerException.of(dir, e);
    }
  }

  private static EmbeddedServer join(Cluster cluster, Consumer<String> progress)
      throws IOException {
    refuseAtExit(cluster.directory());
    cluster.createIfMissing(progress);
    String password = cluster.directory().password();
    int port = cluster.start(progress);
    Users.User user = cluster.directory().users().join();
    EmbeddedServer server = new EmbeddedServer(cluster, user, port, password);
    try {
      Runtime.getRuntime().addShutdownHook(server.atExit);
    } catch (IllegalStateException e) {
      // The process is ending already; what it is doing now ends with a close, or is adopted later.
    }
    return server;
  }

  /**
   * A process that is ending starts nothing: its other uses may have been released by now, and
   * nobody would stop it. Asked under the lock, without which no use is released.
   */
  private static void refuseAtExit(ServerDirectory directory) {
    Thread probe = new Thread(() -> {}, "embedded-server-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      throw new EmbeddedServerException(
          "the PostgreSQL in " + directory.path() + " was not opened",
          "this process is ending",
          "nothing is lost; run the command again",
          e);
    }
  }

  /** The cache of this user, where one is known. */
  private static List<Path> userCache(Map<String, String> environment) {
    String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        configured.startsWith("/")
            ? Path.of(configured)
            : Path.of(System.getProperty("user.home", "")).resolve(".cache");
    return base.isAbsolute() ? List.of(base.resolve("audit-ledger")) : List.of();
  }

  public String host() {
    return Cluster.HOST;
  }

  public int port() {
    return port;
  }

  /** A superuser: who may open the directory may do anything with it. */
  public String user() {
    return Cluster.USER;
  }

  public String password() {
    return password;
  }

  public String database() {
    return Cluster.DATABASE;
  }

  /** Where to connect; user and password go with it as properties, never in it. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host() + ":" + port + "/" + database();
  }

  /** The version of the binaries, such as {@code 18.6}. */
  public String version() {
    return cluster.binaries().version();
  }

  /**
   * Ends this use of the server, and stops the server if that was the last one.
   *
   * @throws EmbeddedServerException if it does not stop
   */
  @Override
  public void close() {
    release(PATIENCE);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending: the hook finds nothing left to do.
    }
  }

  @SuppressWarnings("try") // The lock is held, not spoken to.
  private synchronized void release(Duration patience) {
    if (released) {
      return;
    }
    released = true;
    ServerDirectory directory = cluster.directory();
    try (HeldLock lock = directory.lock(patience)) {
      user.close();
      if (!directory.users().present()) {
        cluster.stop();
      }
    } catch (IOException e) {
      throw EmbeddedServerException.of(directory.path(), e);
    } finally {
      giveUpUse();
    }
  }

  private void releaseAtExit() {
    try {
      release(PATIENCE_AT_EXIT);
    } catch (EmbeddedServerException e) {
      // There is nobody left to tell; the next command finds the server and takes care of it.
    }
  }

  /** Even if the lock was not to be had: whoever holds it uses the server after us. */
  private void giveUpUse() {
    try {
      user.close();
    } catch (IOException e) {
      throw EmbeddedServerException.of(cluster.directory().path(), e);
    }
  }

  /** Where it is; without the password. */
  @Override
  public String toString() {
    return "embedded PostgreSQL " + version() + " in " + cluster.directory().path();
  }
}
