package org.auditledger.backup;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Entries that one reader reads, and the members that it makes of them: a few wait for the writer,
 * and then the reader does.
 */
final class Stretch {

  private static final int WAITING = 2;

  private final long first;
  private final long last;
  private final BlockingQueue<Optional<Chunk>> chunks = new ArrayBlockingQueue<>(WAITING);

  Stretch(long first, long last) {
    this.first = first;
    this.last = last;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  /** The reader's: the next member, or, with none, the end. */
  void put(Optional<Chunk> chunk) throws InterruptedException {
    chunks.put(chunk);
  }

  /** The writer's; nothing when there is none yet. */
  BlockingQueue<Optional<Chunk>> chunks() {
    return chunks;
  }
}
