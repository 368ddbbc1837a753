package org.auditledger.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.CopyReader;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.HeapAccount;
import org.auditledger.verify.HeapChecks;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table part by part, by several readers at the same time, each with a session of its own
 * in one snapshot. Whoever is done with a part takes the next one, so that none waits for another.
 */
final class HeapReading {

  /** Sixteen megabytes: long enough to be worth a query, short enough to end together. */
  private static final long PART = 2048;

  /** No table has more blocks. */
  private static final long NO_END = 0xFFFF_FFFFL;

  private final Server server;
  private final String snapshot;
  private final RowLayout layout;
  private final TrustedKeys trusted;
  private final NavigableSet<Long> sizes;
  private final long blocks;
  private final AuditWatch watch;
  private final Onlooker onlooker;

  private final AtomicLong next = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * @param blocks how many the table has; rows that the snapshot sees are in no other
   * @param sizes of the log at which its root is asked for
   */
  HeapReading(
      Server server,
      String snapshot,
      RowLayout layout,
      TrustedKeys trusted,
      NavigableSet<Long> sizes,
      long blocks,
      AuditWatch watch,
      Onlooker onlooker) {
    this.server = server;
    this.snapshot = snapshot;
    this.layout = layout;
    this.trusted = trusted;
    this.sizes = sizes;
    this.blocks = blocks;
    this.watch = watch;
    this.onlooker = onlooker;
  }

  /** Reading that has begun, and what it comes to. */
  final class Running implements AutoCloseable {
    private final ExecutorService threads;
    private final List<Future<HeapChecks>> readers = new ArrayList<>();

    private Running(int jobs) {
      threads = Executors.newFixedThreadPool(jobs, HeapReading::thread);
      for (int i = 0; i < jobs; i++) {
        Callable<HeapChecks> reader = HeapReading.this::readParts;
        readers.add(threads.submit(reader));
      }
    }

    /**
     * Waits for all readers.
     *
     * @return nothing when the rows have to be read sorted, to say what is wrong with them
     */
    Optional<HeapAccount> account() {
      Collection<HeapChecks> found = new ArrayList<>();
      for (Future<HeapChecks> reader : readers) {
        found.add(result(reader));
      }
      return HeapAccount.of(found, sizes);
    }

    /** Early or not: readers that are at work stop after the batch that they have. */
    @Override
    public void close() {
      stopped.set(true);
      threads.shutdownNow();
    }
  }

  /** Begins to read. */
  Running start(int jobs) {
    long parts = Math.max(1, (blocks + PART - 1) / PART);
    return new Running((int) Math.min(jobs, parts));
  }

  private HeapChecks readParts() throws SQLException {
    HeapChecks checks = new HeapChecks(layout, trusted, sizes);
    Consumer<RowView> looks = onlooker.entries(layout);
    boolean done = false;
    try (Session session = Session.open(server, SessionSettings.reading())) {
      session.importSnapshot(snapshot);
      for (long part = next.getAndAdd(PART);
          part < Math.max(1, blocks) && !stopped.get();
          part = next.getAndAdd(PART)) {
        readPart(session, checks, looks, part);
      }
      done = true;
      return checks;
    } finally {
      if (!done) {
        // What one reader cannot read makes the work of the others worthless.
        stopped.set(true);
      }
    }
  }

  private void readPart(Session session, HeapChecks checks, Consumer<RowView> looks, long part)
      throws SQLException {
    RowView row = new RowView(layout);
    boolean last = part + PART >= blocks;
    long end = last ? NO_END : part + PART;
    try (CopyReader rows = LedgerTable.readBlocks(session, layout, part, end)) {
      for (RowBatch batch = rows.next(); batch != null && !stopped.get(); batch = rows.next()) {
        while (batch.next(row)) {
          looks.accept(row);
          if (!checks.accept(row)) {
            stopped.set(true);
            return;
          }
        }
      }
    }
    long sum = read.addAndGet(Math.min(PART, Math.max(0, blocks - part)));
    synchronized (watch) {
      watch.read(sum, blocks);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ledger-audit");
    thread.setDaemon(true);
    return thread;
  }

  private static HeapChecks result(Future<HeapChecks> reader) {
    try {
      return reader.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading entries");
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    }
  }

  private static RuntimeException rethrow(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof SQLException trouble) {
      return DatabaseException.of("reading entries", trouble);
    }
    return failure instanceof RuntimeException problem
        ? problem
        : new IllegalStateException("reading entries failed", failure);
  }
}
