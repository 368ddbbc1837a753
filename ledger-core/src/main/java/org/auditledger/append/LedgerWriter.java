package org.auditledger.append;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.checkpoint.BackgroundSealing;
import org.auditledger.checkpoint.SealingState;
import org.auditledger.entry.Appended;
import org.auditledger.entry.EntryDraft;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.Server;

/**
 * Appends entries to a ledger, for any number of threads at once: they share transactions, and each
 * is answered when its entry is durable. One that was given a key seals meanwhile what it and
 * others have appended; no append waits for a seal, or fails with one.
 */
public final class LedgerWriter implements AutoCloseable {

  /** A tuple is built whole in memory, and this many bytes of them go well with one COPY. */
  private static final long TRANSACTION_BYTES = 8L << 20;

  private final WriterSettings settings;
  private final Preparation preparation;
  private final Inbox inbox;
  private final Appender appender;
  private final Thread thread = new Thread(this::write, "ledger-writer");
  private final Optional<BackgroundSealing> sealing;

  private LedgerWriter(Server server, WriterSettings settings, Clock clock) {
    this.settings = settings;
    this.preparation = new Preparation(settings.transcriptKey());
    this.inbox = new Inbox(settings.queueBytes());
    this.appender = new Appender(server, settings, clock);
    this.sealing = settings.sealing().map(BackgroundSealing::new);
    thread.setDaemon(true);
  }

  /**
   * Connects, and looks whether there is a ledger. Whether its key may seal it is found out later,
   * by the thread that seals.
   *
   * @param clock what time it is when an entry gets its place
   * @throws org.auditledger.postgres.DatabaseException when there is no server, or it lets us not
   *     in
   * @throws AppendException when there is no ledger
   */
  public static LedgerWriter open(Server server, WriterSettings settings, Clock clock) {
    LedgerWriter writer = new LedgerWriter(server, settings, clock);
    AppendSession unused = writer.appender.connect();
    writer.thread.start();
    writer.sealing.ifPresent(BackgroundSealing::start);
    return writer;
  }

  /**
   * Appends one entry, and waits until it is durable.
   *
   * @throws IllegalArgumentException when the draft contradicts itself
   * @throws AppendException when the entry is not there, or nobody can say whether it is
   */
  public Appended append(EntryDraft draft) throws InterruptedException {
    return submit(List.of(draft)).await().get(0);
  }

  /**
   * Hands over entries that are appended one after the other, in one transaction, and does not wait
   * for it. It waits when too much is waiting already.
   *
   * @throws IllegalArgumentException when a draft contradicts itself; then none is handed over
   * @throws AppendException when the writer was closed
   */
  public Submission submit(List<EntryDraft> drafts) throws InterruptedException {
    Submission submission = new Submission(drafts.stream().map(preparation::prepare).toList());
    if (!inbox.put(submission)) {
      throw closed();
    }
    return submission;
  }

  /**
   * Whether a draft would be taken: for who wants to know which of many it is.
   *
   * @throws IllegalArgumentException when it contradicts itself
   */
  public void check(EntryDraft draft) {
    if (draft.evaluation().isPresent()) {
      PreparedEntry unused = preparation.prepare(draft);
    }
  }

  private void write() {
    try {
      List<Submission> next = take();
      while (!next.isEmpty()) {
        answer(next);
        next = take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      inbox.close();
      failWaiting(closed());
      appender.disconnect();
    }
  }

  private List<Submission> take() throws InterruptedException {
    return inbox.take(settings.transactionEntries(), TRANSACTION_BYTES);
  }

  private void answer(List<Submission> next) {
    Batch batch = new Batch(next);
    try {
      if (!appender.append(batch)) {
        failWaiting(Appender.gone());
      }
    } catch (RuntimeException | Error e) {
      // A bug of ours must not leave anybody waiting for ever.
      appender.disconnect();
      batch.fail(broken(batch, e));
    }
  }

  private void failWaiting(AppendException reason) {
    inbox.drain().forEach(submission -> submission.fail(reason));
  }

  private static AppendException broken(Batch batch, Throwable e) {
    return new AppendException(
        batch.isInDoubt() ? Trouble.UNKNOWN : Trouble.REFUSED,
        new Explanation(
            batch.isInDoubt()
                ? "it is not known whether the entries were appended"
                : "nothing was appended: internal error",
            "this is a bug: " + e,
            "report it"),
        e);
  }

  private static AppendException closed() {
    return new AppendException(
        Trouble.CLOSED,
        "nothing was appended: the writer is closed",
        "who closed it wanted nothing more to be appended",
        "open another one");
  }

  /** What has become of the sealing until now; nothing when there is no key to seal with. */
  public Optional<SealingState> sealing() {
    return sealing.map(BackgroundSealing::state);
  }

  /**
   * Takes nothing more, writes what is waiting, seals what is not sealed yet, and ends. How the
   * last seal went {@link #sealing} says. Interrupted, it leaves what is waiting unwritten, and
   * what is unsealed as it is.
   */
  @Override
  public void close() {
    inbox.close();
    try {
      thread.join();
      if (sealing.isPresent()) {
        sealing.get().finish(settings.patience());
      }
    } catch (InterruptedException e) {
      failWaiting(closed());
      sealing.ifPresent(BackgroundSealing::abandon);
      Thread.currentThread().interrupt();
    }
  }
}
