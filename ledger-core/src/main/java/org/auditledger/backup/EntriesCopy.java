package org.auditledger.backup;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.container.BackupWriter;
import org.auditledger.container.MemberName;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.row.RowLayout;
import org.auditledger.signature.TrustedKeys;
import org.auditledger.verify.HeapAccount;
import org.auditledger.verify.HeapChecks;

/**
 * Reads all entries, stretch by stretch and several at the same time, judges them, and writes them
 * down in their order. Readers are never further ahead of the writer than a few members.
 */
final class EntriesCopy {

  /** Long enough to be worth a query, and short enough that none waits long for the last. */
  private static final long LENGTH = 1 << 14;

  private static final long POLL_MILLIS = 50;

  private final Server server;
  private final String snapshot;
  private final RowLayout layout;
  private final TrustedKeys trusted;
  private final NavigableSet<Long> sizes;
  private final long kept;
  private final long last;
  private final BackupWatch watch;
  private final BlockingQueue<Stretch> stretches;
  private final SpareFrames frames = new SpareFrames();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong judged = new AtomicLong();
  private long next = 1;

  /**
   * @param sizes of the log at which its root is asked for
   * @param kept the number of the first entry that is written down; those before it are only judged
   * @param last the number of the last entry
   */
  EntriesCopy(
      Server server,
      String snapshot,
      RowLayout layout,
      TrustedKeys trusted,
      NavigableSet<Long> sizes,
      long kept,
      long last,
      int jobs,
      BackupWatch watch) {
    this.server = server;
    this.snapshot = snapshot;
    this.layout = layout;
    this.trusted = trusted;
    this.sizes = sizes;
    this.kept = kept;
    this.last = last;
    this.watch = watch;
    this.stretches = new ArrayBlockingQueue<>(2 * jobs);
  }

  /** Reads, judges and writes all of them. */
  HeapAccount write(BackupWriter writer, int jobs) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs, EntriesCopy::thread);
    List<Future<HeapChecks>> readers = new ArrayList<>();
    try {
      for (int i = 0; i < jobs; i++) {
        Callable<HeapChecks> reader = this::read;
        readers.add(threads.submit(reader));
      }
      writeInOrder(writer, readers);
      Collection<HeapChecks> checks = new ArrayList<>();
      for (Future<HeapChecks> reader : readers) {
        checks.add(result(reader));
      }
      return HeapAccount.of(checks, sizes).orElseThrow(EntriesCopy::disorder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading entries");
    } finally {
      stopped.set(true);
      threads.shutdownNow();
    }
  }

  private void writeInOrder(BackupWriter writer, List<Future<HeapChecks>> readers)
      throws IOException, InterruptedException {
    long expected = kept;
    long done = 0;
    while (done < last) {
      Stretch stretch = take(stretches, readers);
      Optional<Chunk> chunk = take(stretch.chunks(), readers);
      while (chunk.isPresent()) {
        if (chunk.get().first() != expected) {
          throw gap(expected, chunk.get().first());
        }
        expected = chunk.get().last() + 1;
        write(writer, chunk.get());
        chunk = take(stretch.chunks(), readers);
      }
      done = stretch.last();
    }
    if (expected <= last) {
      throw gap(expected, last + 1);
    }
  }

  private void write(BackupWriter writer, Chunk chunk) throws IOException {
    MemberName name = new MemberName.Entries(chunk.first(), chunk.last());
    writer.rows(name, chunk.frame(), chunk.length());
    frames.giveBack(chunk.frame());
  }

  /** Waits for the next one, or for the reader that fails. */
  private static <T> T take(BlockingQueue<T> queue, List<Future<HeapChecks>> readers)
      throws InterruptedException {
    while (true) {
      T taken = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (taken != null) {
        return taken;
      }
      for (Future<HeapChecks> reader : readers) {
        if (reader.isDone()) {
          HeapChecks unused = result(reader);
        }
      }
    }
  }

  private HeapChecks read() throws SQLException, InterruptedException {
    try (StretchReader reader =
        new StretchReader(server, snapshot, layout, trusted, sizes, kept, frames)) {
      for (Optional<Stretch> mine = claim(); mine.isPresent(); mine = claim()) {
        reader.read(mine.get());
        synchronized (watch) {
          watch.entries(judged.addAndGet(mine.get().last() - mine.get().first() + 1), last);
        }
      }
      return reader.checks();
    }
  }

  /** The next stretch, which goes to the writer before anybody can claim a later one. */
  private synchronized Optional<Stretch> claim() throws InterruptedException {
    if (next > last || stopped.get()) {
      return Optional.empty();
    }
    Stretch stretch = new Stretch(next, Math.min(last, next + LENGTH - 1));
    next = stretch.last() + 1;
    stretches.put(stretch);
    return Optional.of(stretch);
  }

  static BackupException gap(long first, long next) {
    return unsound(
        next - first == 1
            ? "entry " + first + " is missing"
            : "entries " + first + " to " + (next - 1) + " are missing");
  }

  static BackupException disorder() {
    return unsound("entries are there twice, or have numbers that no entry has");
  }

  static BackupException unsound(String why) {
    return new BackupException(
        Trouble.ENTRIES,
        "the ledger was not backed up: it is not sound",
        why,
        "see all that is wrong with: audit-ledger verify; compare with an older backup, and do not"
            + " append");
  }

  private static HeapChecks result(Future<HeapChecks> reader) {
    try {
      return reader.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading entries");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException trouble) {
        throw DatabaseException.of("reading entries", trouble);
      }
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("reading entries failed", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "backup-reader");
    thread.setDaemon(true);
    return thread;
  }
}
