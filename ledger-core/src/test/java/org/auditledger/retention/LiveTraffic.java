package org.auditledger.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.auditledger.testing.TestDatabase;

/** Who reads and writes the buffer all the time, and how long each of them ever had to wait. */
final class LiveTraffic implements AutoCloseable {

  /** What is done, each by a client of its own, over and over. */
  private static final Map<String, String> WORK =
      Map.of(
          "insert 1",
          insert("a"),
          "insert 2",
          insert("b"),
          "window",
          "select count(*) from public.telemetry_buffer where tenant_id = 'default'"
              + " and telemetry_ts >= now() - interval '1 hour'",
          "everything",
          "select count(*), max(telemetry_ts) from public.telemetry_buffer",
          "tenant",
          "update public.tenants set updated_at = now() where tenant_id = 'default'");

  /**
   * The longest time that something took.
   *
   * @param during what was going on when it was over
   */
  record Longest(Duration time, String during) {}

  private final TestDatabase database;
  private final List<Thread> threads = new ArrayList<>();

  // What follows is guarded by this.
  private final Map<String, Longest> longest = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();
  private String step = "before";
  private boolean stopped;

  private LiveTraffic(TestDatabase database) {
    this.database = database;
  }

  static LiveTraffic start(TestDatabase database) {
    LiveTraffic traffic = new LiveTraffic(database);
    WORK.forEach((name, sql) -> traffic.threads.add(new Thread(() -> traffic.work(name, sql))));
    traffic.threads.forEach(Thread::start);
    return traffic;
  }

  private static String insert(String subject) {
    return "insert into public.telemetry_buffer"
        + " (tenant_id, subject, telemetry_id, telemetry_ts, measurement, measurement_hash)"
        + " values ('default', '"
        + subject
        + "', 't', now(), '{}', repeat('a', 64))";
  }

  private void work(String name, String sql) {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      while (!isStopped()) {
        long start = System.nanoTime();
        if (statement.execute()) {
          try (ResultSet rows = statement.getResultSet()) {
            rows.next();
          }
        }
        took(name, Duration.ofNanos(System.nanoTime() - start));
      }
    } catch (SQLException e) {
      failed(name + ": " + e.getMessage());
    }
  }

  private synchronized void took(String name, Duration time) {
    counts.merge(name, 1L, Long::sum);
    Longest before = longest.get(name);
    if (before == null || time.compareTo(before.time()) > 0) {
      longest.put(name, new Longest(time, step));
    }
  }

  private synchronized void failed(String error) {
    errors.add(error);
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  /** What goes on from now on. */
  synchronized void during(String what) {
    step = what;
  }

  /** The longest times since the last call, by who had to wait. */
  synchronized Map<String, Longest> lap() {
    Map<String, Longest> lap = new TreeMap<>(longest);
    longest.clear();
    return lap;
  }

  /** How often each was done. */
  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void close() {
    synchronized (this) {
      stopped = true;
    }
    for (Thread thread : threads) {
      try {
        thread.join(60_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
