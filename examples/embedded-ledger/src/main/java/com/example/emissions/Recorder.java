package com.example.emissions;

import java.time.Duration;
import org.auditledger.append.AppendException;
import org.auditledger.append.LedgerWriter;
import org.auditledger.entry.Appended;

/**
 * Writes verdicts down, for any number of threads. What {@link #record} returns is durable; what it
 * throws for was not written, or may be tried again.
 */
final class Recorder {

  /** The writer itself has waited for the server before each of these. */
  private static final int ATTEMPTS = 3;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LedgerWriter writer;

  Recorder(LedgerWriter writer) {
    this.writer = writer;
  }

  /**
   * Appends the verdict on a reading, and waits until it is durable.
   *
   * @throws AppendException when that is not to be had: see {@link #isWorthTrying}
   */
  Appended record(Reading reading) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return writer.append(reading.draft());
      } catch (AppendException e) {
        if (attempt == ATTEMPTS || !isWorthTrying(e)) {
          throw e;
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  /** Whether a later attempt may succeed where this one did not. */
  private static boolean isWorthTrying(AppendException e) {
    return switch (e.trouble()) {
      // Nothing was written: the server is away, or somebody holds the ledger.
      case UNREACHABLE, BUSY -> true;
      // It may have been written. The next attempt finds out, since the draft is to be written
      // once; without once() this would have to be left to a person.
      case UNKNOWN -> true;
      // The ledger does not take this entry, is none, or is broken: that needs a person.
      case REFUSED, NOT_A_LEDGER, ENTRIES -> false;
      // This process is about to end; whoever sends readings sends this one again.
      case CLOSED -> false;
    };
  }
}
