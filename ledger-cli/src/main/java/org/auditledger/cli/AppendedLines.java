package org.auditledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.auditledger.append.AppendException;
import org.auditledger.append.EntryLine;
import org.auditledger.append.LedgerWriter;
import org.auditledger.append.Submission;
import org.auditledger.entry.Appended;
import org.auditledger.entry.EntryDraft;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines to a ledger: a batch is read while the one before it is written, and no more than
 * these two are held.
 */
final class AppendedLines {

  /** A batch ends with the line that takes it over this, however few lines it has. */
  private static final long BATCH_BYTES = 16L << 20;

  private final JsonLines lines;
  private final LedgerWriter writer;
  private final int batch;
  private final boolean idempotent;
  private final CommonOptions options;
  private final Progress progress;
  private @Nullable Submission waiting;
  private long committed;

  AppendedLines(
      JsonLines lines,
      LedgerWriter writer,
      int batch,
      boolean idempotent,
      CommonOptions options,
      Progress progress) {
    this.lines = lines;
    this.writer = writer;
    this.batch = batch;
    this.idempotent = idempotent;
    this.options = options;
    this.progress = progress;
  }

  /** Appends all of them, and says how many that were. */
  long run() {
    long first = 1;
    try {
      while (true) {
        first = lines.number() + 1;
        List<EntryDraft> drafts = read();
        // Before the next one is handed over: what follows a batch that failed must not be written.
        answer();
        if (drafts.isEmpty()) {
          return committed;
        }
        waiting = writer.submit(drafts);
      }
    } catch (IllegalArgumentException e) {
      throw badLine(first, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while appending");
    }
  }

  private List<EntryDraft> read() {
    List<EntryDraft> drafts = new ArrayList<>();
    long bytes = 0;
    while (drafts.size() < batch && bytes < BATCH_BYTES) {
      Optional<byte[]> line = next();
      if (line.isEmpty()) {
        break;
      }
      bytes += line.get().length;
      EntryDraft draft = EntryLine.read(line.get());
      // Here and not when it is handed over: there a batch says no more which line it was.
      writer.check(draft);
      drafts.add(idempotent ? draft.once() : draft);
    }
    return drafts;
  }

  private Optional<byte[]> next() {
    try {
      return lines.next();
    } catch (CommandFailed e) {
      answerAll();
      throw e;
    }
  }

  /** What was handed over is written, and is said before what went wrong after it. */
  private void answerAll() {
    try {
      answer();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the batch that was handed over, and says what of it is durable. */
  private void answer() throws InterruptedException {
    Submission handedOver = waiting;
    waiting = null;
    if (handedOver == null) {
      return;
    }
    try {
      for (Appended entry : handedOver.await()) {
        options.print(AppendedAnswer.of(entry));
        committed++;
        if (entry.held()) {
          options.say(
              "the clock is behind entry " + entry.sequence() + "'s predecessor; it has its time");
        }
      }
      progress.done(committed);
    } catch (AppendException e) {
      throw new CommandFailed(
          Failures.of(e, committed + " lines before it are committed; then: "), e);
    }
  }

  private CommandFailed badLine(long first, IllegalArgumentException e) {
    long bad = lines.number();
    answerAll();
    return new CommandFailed(
        new Failure(
            ExitCode.USAGE,
            "line " + bad + " is no entry: " + e.getMessage(),
            "nothing of its batch, which begins at line "
                + first
                + ", was written; "
                + committed
                + " lines before it are committed",
            "correct it, and append what begins at line "
                + (committed + 1)
                + ": tail -n +"
                + (committed + 1)
                + " FILE | audit-ledger append"),
        e);
  }
}
