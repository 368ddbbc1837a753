package org.auditledger.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.auditledger.testing.AncestorWriters;
import org.auditledger.testing.Stalls;

/**
 * What writers notice of an upgrade: four of the ancestor's, on a ledger of its first release,
 * while a command upgrades it; and of no upgrade, just before and after, which is how much of it is
 * the machine's own.
 */
record LiveUpgrade(String bar, ServerChoice choice, int rows, List<String> command, int rounds)
    implements Bar {

  private static final int WRITERS = 4;
  private static final Duration TARGET = Duration.ofMillis(100);
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration FIRST_WINDOW = Duration.ofSeconds(5);
  private static final Duration LONGEST_WINDOW = Duration.ofSeconds(30);

  LiveUpgrade {
    command = List.copyOf(command);
  }

  /**
   * How long attempts to write took, of those that ended in a stretch of time.
   *
   * @param waited the longest that somebody was seen waiting for a lock on the table
   */
  record Window(
      Duration length,
      long written,
      long attempts,
      Duration median,
      Duration p99,
      Duration p999,
      Duration longest,
      long overTarget,
      Duration waited) {

    static Window of(Duration length, long written, Stalls stalls, Duration waited) {
      return new Window(
          length,
          written,
          stalls.count(),
          stalls.quantile(0.5),
          stalls.quantile(0.99),
          stalls.quantile(0.999),
          stalls.longest(),
          stalls.longerThan(TARGET),
          waited);
    }
  }

  /**
   * One upgrade.
   *
   * @param rewritten the table and indexes that have another file than before
   */
  record Round(Window before, Window upgrade, Window after, List<String> rewritten) {}

  @Override
  public Section measure() throws IOException, InterruptedException, SQLException {
    try (BenchServer server = choice.start()) {
      AncestorLedger.create(server, rows);
      List<Round> results = new ArrayList<>();
      // The first round warms up this process and that server, and says how long it takes.
      Duration usual = round(server, "warm_up", FIRST_WINDOW).upgrade().length();
      for (int i = 1; i <= rounds; i++) {
        results.add(round(server, "round_" + i, usual));
      }
      return LiveUpgradeText.of(this, server.version(), results);
    }
  }

  private Round round(BenchServer server, String database, Duration usual)
      throws IOException, InterruptedException, SQLException {
    final List<String> words = server.filledIn(command, database);
    server.copy(AncestorLedger.DATABASE, database);
    final Map<String, String> files = AncestorLedger.files(server, database);
    try (AncestorWriters writers = AncestorWriters.start(WRITERS, () -> server.connect(database));
        TableWaits waits = new TableWaits(server.connect(database))) {
      Thread.sleep(WARM_UP.toMillis());
      final Window before = leftAlone(new Meter(writers, waits), usual);
      Meter meter = new Meter(writers, waits);
      server.run(words, database);
      Window upgrade = meter.read();
      final Window after = leftAlone(new Meter(writers, waits), upgrade.length());
      check(writers.stop(), server, database);
      Map<String, String> changed = new TreeMap<>(files);
      changed.entrySet().removeAll(AncestorLedger.files(server, database).entrySet());
      return new Round(before, upgrade, after, List.copyOf(changed.keySet()));
    } finally {
      server.drop(database);
    }
  }

  private static Window leftAlone(Meter meter, Duration usual) throws InterruptedException {
    Thread.sleep(Math.min(usual.toMillis(), LONGEST_WINDOW.toMillis()));
    return meter.read();
  }

  /** A figure of writers that lost an entry, or were refused, says nothing. */
  private static void check(AncestorWriters.Account account, BenchServer server, String database)
      throws IOException, SQLException {
    if (!account.errors().isEmpty()) {
      throw new IOException("writers were refused: " + account.errors());
    }
    try (Connection connection = server.connect(database)) {
      int lost = account.lostFrom(connection).size();
      if (lost > 0) {
        throw new IOException(lost + " acknowledged entries are not in the ledger");
      }
    }
  }

  /** Measures from when it is made. */
  private static final class Meter {
    private final AncestorWriters writers;
    private final TableWaits waits;
    private final long start = System.nanoTime();
    private final long written;

    Meter(AncestorWriters writers, TableWaits waits) {
      this.writers = writers;
      this.waits = waits;
      written = writers.written();
      writers.lap();
      waits.lap();
    }

    Window read() {
      Duration length = Duration.ofNanos(System.nanoTime() - start);
      return Window.of(length, writers.written() - written, writers.lap(), waits.lap());
    }
  }
}
