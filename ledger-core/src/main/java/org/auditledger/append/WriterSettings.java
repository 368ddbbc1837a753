package org.auditledger.append;

import java.time.Duration;
import java.util.Optional;
import org.auditledger.checkpoint.SealOrder;
import org.auditledger.signature.PrivateKey;

/**
 * How a writer works.
 *
 * @param patience how long a server that is gone, or somebody who holds the ledger, is waited for;
 *     and the last seal, when it is closed
 * @param queueBytes how much may wait to be written; who hands over more waits
 * @param transactionEntries how many entries share a transaction at most; what is handed over
 *     together stays together
 * @param transcriptKey signs transcripts that come without a signature
 * @param sealing what seals the ledger meanwhile, and is told of that; without it what is appended
 *     is unsealed until somebody else seals
 */
public record WriterSettings(
    Duration patience,
    long queueBytes,
    int transactionEntries,
    Optional<PrivateKey> transcriptKey,
    Optional<SealOrder> sealing) {

  private static final Duration LONGEST = Duration.ofHours(1);

  public WriterSettings {
    if (patience.toMillis() < 1 || patience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("patience is 1 ms to an hour, not " + patience);
    }
    if (queueBytes < 1 || transactionEntries < 1) {
      throw new IllegalArgumentException("a queue and a transaction hold something");
    }
  }

  /** A minute's patience, 64 MB, 2,000 entries, and no key. */
  public static WriterSettings standard() {
    return new WriterSettings(
        Duration.ofMinutes(1), 64L << 20, 2000, Optional.empty(), Optional.empty());
  }

  /** The same with this patience. */
  public WriterSettings withPatience(Duration limit) {
    return new WriterSettings(limit, queueBytes, transactionEntries, transcriptKey, sealing);
  }

  /** The same with a queue for so many bytes. */
  public WriterSettings withQueueBytes(long bytes) {
    return new WriterSettings(patience, bytes, transactionEntries, transcriptKey, sealing);
  }

  /** The same, signing transcripts that come without a signature. */
  public WriterSettings withTranscriptKey(PrivateKey key) {
    return new WriterSettings(patience, queueBytes, transactionEntries, Optional.of(key), sealing);
  }

  /** The same, sealing what is appended. */
  public WriterSettings withSealing(SealOrder order) {
    return new WriterSettings(
        patience, queueBytes, transactionEntries, transcriptKey, Optional.of(order));
  }
}
