package org.auditledger.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.WriterSettings;
import org.auditledger.entry.Appended;
import org.auditledger.postgres.HostAndPort;
import org.auditledger.postgres.Server;

/**
 * A process that appends for so many callers at once, one entry each, and the next when that is
 * durable; and then writes down what was acknowledged, and when.
 */
final class Callers {

  /** One entry that was acknowledged; times are nanoseconds since this process started. */
  private record Acknowledged(Appended entry, long asked, long answered) {}

  private final LedgerWriter writer;
  private final long end;
  private final AtomicLong number = new AtomicLong();

  private Callers(LedgerWriter writer, long end) {
    this.writer = writer;
    this.end = end;
  }

  /**
   * The libpq variables say where; arguments are how many callers, for how many seconds, a file.
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    int callers = Integer.parseInt(args[0]);
    Duration length = Duration.ofSeconds(Long.parseLong(args[1]));
    try (LedgerWriter writer =
        LedgerWriter.open(server(), WriterSettings.standard(), Clock.systemUTC())) {
      List<Acknowledged> all = new Callers(writer, length.toNanos()).run(callers);
      write(all, Path.of(args[2]));
    }
  }

  private static Server server() {
    Map<String, String> libpq = System.getenv();
    return Server.local(
        new HostAndPort(
            libpq.getOrDefault("PGHOST", ""), Integer.parseInt(libpq.getOrDefault("PGPORT", ""))),
        libpq.getOrDefault("PGDATABASE", ""),
        libpq.getOrDefault("PGUSER", ""),
        libpq.getOrDefault("PGPASSWORD", ""));
  }

  private List<Acknowledged> run(int callers) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<List<Acknowledged>>> each = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        each.add(threads.submit(this::call));
      }
      List<Acknowledged> all = new ArrayList<>();
      for (Future<List<Acknowledged>> one : each) {
        all.addAll(one.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Acknowledged> call() throws InterruptedException {
    List<Acknowledged> acknowledged = new ArrayList<>();
    long asked = now();
    while (asked < end) {
      Appended entry = writer.append(BenchEntry.draft(number.incrementAndGet()));
      long answered = now();
      acknowledged.add(new Acknowledged(entry, asked, answered));
      asked = answered;
    }
    return acknowledged;
  }

  private static final long STARTED_NANOS =
      System.nanoTime() - ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000;

  private static long now() {
    return System.nanoTime() - STARTED_NANOS;
  }

  private static void write(List<Acknowledged> all, Path file) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (Acknowledged one : all) {
        lines.write(
            String.join(
                "\t",
                Long.toString(one.entry().sequence()),
                one.entry().hash().hex(),
                Long.toString(one.asked()),
                Long.toString(one.answered())));
        lines.write('\n');
      }
    }
  }
}
