package org.auditledger.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A server that a test may kill: its own, and no other test's. A test method that takes one as a
 * parameter shares it with its class, on the version that the method runs on.
 *
 * <p>It is always an embedded one, because it is killed from here. It does not wait for the disk,
 * unless that is asked for: processes die here, and not the machine, so what a server has written
 * is there when it recovers.
 */
public final class CrashableServer implements TestServer {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedTestServer server;
  private final TestDatabase administration;
  private final DatabasePool databases;

  private CrashableServer(EmbeddedTestServer server) {
    this.server = server;
    this.administration = new TestDatabase(this, "postgres");
    this.databases = new DatabasePool(this);
  }

  /** A new server, which the caller closes. */
  public static CrashableServer start(int version) {
    return new CrashableServer(
        EmbeddedTestServer.start(
            version, Map.of("synchronous_commit", "on", "restart_after_crash", "on")));
  }

  /**
   * A new server that waits for the disk, as one has to that keeps a ledger; the caller closes it.
   */
  public static CrashableServer durable(int version) {
    return new CrashableServer(
        EmbeddedTestServer.start(
            version, Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on")));
  }

  /** A fresh database with what these scripts make, cloned from a template as elsewhere. */
  public TestDatabase create(String... scripts) {
    // On a busy machine it may still be at what an earlier test has killed it for.
    awaitRecovery();
    return databases.create(List.of(scripts));
  }

  /** A fresh database with what is in this one, to which nobody may be connected. */
  public TestDatabase copy(TestDatabase database) {
    return databases.copy(database);
  }

  public void drop(TestDatabase database) {
    databases.drop(database);
  }

  /** A session that only a dying server ends. */
  Connection canary() throws SQLException {
    return administration.connect();
  }

  /**
   * Kills the process that serves a session, with no chance to do anything about it. The server
   * then throws everybody out and recovers; this waits until the canary is dead, which is when
   * nobody can get in any more before it has recovered.
   */
  void kill(long backend, Connection canary) throws SQLException {
    ProcessHandle process =
        ProcessHandle.of(backend)
            .orElseThrow(() -> new IllegalStateException("there is no process " + backend));
    if (!process.destroyForcibly()) {
      throw new IllegalStateException("process " + backend + " cannot be killed from here");
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (canary.isValid(1)) {
      pause(deadline, "the server outlives its process " + backend);
    }
  }

  /** Waits until the server takes connections. */
  public void awaitRecovery() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        administration.connect().close();
        return;
      } catch (SQLException e) {
        pause(deadline, "the server does not recover: " + e.getMessage());
      }
    }
  }

  private static void pause(long deadline, String complaint) {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException(complaint);
    }
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(complaint, e);
    }
  }

  @Override
  public int version() {
    return server.version();
  }

  @Override
  public String host() {
    return server.host();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String user() {
    return server.user();
  }

  @Override
  public String password() {
    return server.password();
  }

  @Override
  public void close() {
    server.close();
  }
}
