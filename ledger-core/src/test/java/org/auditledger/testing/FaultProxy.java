package org.auditledger.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server, counts what the client asks of the server over all its
 * connections in one sequence, and at one of these requests lets the client or the server die. What
 * follows is refused, so that a run ends where the fault was; or it is served, when the client is
 * to come back and find out what it did.
 *
 * <p>A request is what makes the server act: a simple query, the Sync that ends a group of extended
 * messages, the end of copied data. The handshake, a cancellation and the good-bye are none.
 */
public final class FaultProxy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_STATEMENTS = 10_000;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final TestDatabase target;
  private final @Nullable Fault fault;
  private final int at;
  private final boolean heals;
  private final @Nullable RequestWatch watch;
  private final @Nullable Connection canary;
  private final ServerSocket listening;
  private final CountDownLatch done = new CountDownLatch(1);

  // What follows is guarded by this.
  private final List<String> statements = new ArrayList<>();
  private final List<ProxiedConnection> connections = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Long> backends = new TreeSet<>();
  private int requests;
  private boolean struck;
  private boolean closed;
  private @Nullable String trouble;

  private FaultProxy(
      TestDatabase target,
      @Nullable Fault fault,
      int at,
      boolean heals,
      @Nullable RequestWatch watch) {
    if (fault != null && (at < 1 || at > MOST_STATEMENTS)) {
      throw new IllegalArgumentException("requests are counted from 1 to 10000, not " + at);
    }
    this.target = target;
    this.fault = fault;
    this.at = at;
    this.heals = heals;
    this.watch = watch;
    try {
      canary = fault != null && fault.killsServer() ? crashable(target).canary() : null;
      listening = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
    } catch (SQLException e) {
      throw new IllegalStateException("no connection to " + target, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("fault-proxy", this::accept);
  }

  /** Counts, and harms nothing. */
  public static FaultProxy counting(TestDatabase target) {
    return new FaultProxy(target, null, 0, false, null);
  }

  /** Counts, and tells the watch what each request did to its table. */
  public static FaultProxy watching(TestDatabase target, TableWatch watch) {
    return new FaultProxy(target, null, 0, false, watch::before);
  }

  /**
   * Counts, and lets somebody look before each request is forwarded, when those before are done.
   */
  public static FaultProxy looking(TestDatabase target, Onlooker onlooker) {
    return new FaultProxy(target, null, 0, false, (connection, version, sql) -> look(onlooker));
  }

  /** The same, before each request that has this text in it. */
  public static FaultProxy looking(TestDatabase target, String text, Onlooker onlooker) {
    return new FaultProxy(
        target,
        null,
        0,
        false,
        (connection, version, sql) -> {
          if (sql.contains(text)) {
            look(onlooker);
          }
        });
  }

  private static void look(Onlooker onlooker) throws IOException {
    try {
      onlooker.look();
    } catch (SQLException e) {
      throw new IOException("who looked on could not", e);
    }
  }

  /**
   * Lets the fault happen at this request, from 1. A run with fewer requests goes unharmed; so the
   * first unharmed run is the end of a loop over all of them.
   */
  public static FaultProxy at(int request, Fault fault, TestDatabase target) {
    return new FaultProxy(target, fault, request, false, null);
  }

  /** The same, once: the connection dies of it, and who connects again is served. */
  public static FaultProxy once(int request, Fault fault, TestDatabase target) {
    return new FaultProxy(target, fault, request, true, null);
  }

  private static CrashableServer crashable(TestDatabase target) {
    if (target.server() instanceof CrashableServer server) {
      return server;
    }
    throw new IllegalArgumentException(target + " must not be killed: use a CrashableServer");
  }

  /** The same database, to be reached through here. */
  public TestDatabase database() {
    return new TestDatabase(
        new ProxiedTestServer(target.server(), listening.getLocalPort()), target.name());
  }

  /** How many requests there were. */
  public synchronized int requests() {
    return requests;
  }

  /** What the requests said, each cut after some hundred characters, the first in place 0. */
  public synchronized List<String> statements() {
    return List.copyOf(statements);
  }

  /** The request at which the fault happened, numbered; nothing if none came that far. */
  public synchronized Optional<String> struckAt() {
    return struck
        ? Optional.of(fault + " at request " + at + ": " + statements.get(at - 1))
        : Optional.empty();
  }

  /** A whole request is in the hand of its connection: this decides what becomes of it. */
  void request(ProxiedConnection connection, String sql) throws IOException {
    if (watch != null) {
      watch.before(connection, target.version(), sql);
    }
    if (isStruckBy(sql)) {
      try {
        strike(connection);
      } catch (IOException | SQLException | RuntimeException e) {
        complain(e.toString());
      } finally {
        closeConnections();
        done.countDown();
      }
    } else {
      connection.forward();
    }
  }

  private synchronized boolean isStruckBy(String sql) throws IOException {
    if (isOver()) {
      throw new EOFException("whoever asks this is dead");
    }
    requests++;
    if (statements.size() < MOST_STATEMENTS) {
      statements.add(sql);
    }
    boolean strikes = fault != null && requests == at;
    struck |= strikes;
    return strikes;
  }

  private synchronized boolean isOver() {
    return closed || (struck && !heals);
  }

  private void strike(ProxiedConnection connection) throws IOException, SQLException {
    Fault happening = Objects.requireNonNull(fault);
    if (!heals) {
      listening.close();
    }
    if (happening.forwarded()) {
      connection.withhold();
      connection.forward();
    }
    if (happening.answered() && !connection.awaitAnswer(PATIENCE)) {
      complain("no answer in " + PATIENCE.toSeconds() + " s");
    }
    if (canary != null) {
      crashable(target).kill(connection.backend(), canary);
    }
  }

  private synchronized void complain(String complaint) {
    if (trouble == null && !closed) {
      trouble = complaint;
    }
  }

  /**
   * Waits until the fault is over: the server has no session of the dead client any more, or has
   * recovered. Only then what it left behind is all there is.
   */
  public void settle() throws SQLException {
    if (struckAt().isEmpty()) {
      throw new IllegalStateException("no fault has happened in " + requests() + " requests");
    }
    try {
      if (!done.await(3 * PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        complain("it is not over");
      }
      refuseTrouble();
      if (canary != null) {
        crashable(target).awaitRecovery();
      }
      new Sessions(target, backends()).awaitEnd(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private synchronized void refuseTrouble() {
    if (trouble != null) {
      throw new IllegalStateException(struckAt().orElse("") + ": " + trouble);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket server = new Socket();
      try {
        server.connect(
            new InetSocketAddress(target.host(), target.port()), (int) PATIENCE.toMillis());
      } catch (IOException e) {
        client.close();
        continue;
      }
      serve(new ProxiedConnection(this, client, server));
    }
  }

  private synchronized void serve(ProxiedConnection connection) {
    if (isOver()) {
      connection.close();
      return;
    }
    connections.add(connection);
    start("fault-proxy-up", () -> end(connection, connection::clientToServer));
    start("fault-proxy-down", () -> end(connection, connection::serverToClient));
  }

  /** A direction that ends well leaves the other its last words. */
  private static void end(ProxiedConnection connection, ProxiedConnection.Transfer direction)
      throws IOException {
    try {
      direction.run();
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  synchronized void serving(long backend) {
    backends.add(backend);
  }

  private synchronized Set<Long> backends() {
    return new TreeSet<>(backends);
  }

  private synchronized void start(String name, ProxiedConnection.Transfer transfer) {
    Thread thread =
        new Thread(
            () -> {
              try {
                transfer.run();
              } catch (IOException e) {
                // One of the two has hung up, or was made to.
              } catch (RuntimeException e) {
                complain(e.toString());
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Closing takes no lock, and waits for nobody. */
  private synchronized void closeConnections() {
    connections.forEach(ProxiedConnection::close);
  }

  /**
   * Ends all that is left of it.
   *
   * @throws IllegalStateException if the fault could not happen as it should have
   */
  @Override
  public void close() throws SQLException {
    List<Thread> running;
    synchronized (this) {
      closed = true;
      running = List.copyOf(threads);
    }
    try {
      listening.close();
      closeConnections();
      for (Thread thread : running) {
        thread.join(PATIENCE.toMillis());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (canary != null) {
      canary.close();
    }
    refuseTrouble();
  }
}
