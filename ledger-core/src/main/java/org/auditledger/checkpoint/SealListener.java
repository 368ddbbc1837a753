package org.auditledger.checkpoint;

import org.auditledger.postgres.Explanation;

/**
 * Who is told what becomes of a sealing that goes on. He is told on the thread that seals, which
 * waits for him; what he throws ends it.
 */
public interface SealListener {

  /**
   * The ledger is sealed up to here by now. It is said of the first look and of the last one too,
   * where it may be that nothing was new.
   */
  void sealed(Sealed seal);

  /** The server is away, or somebody is in the way: said once, and then it is waited for. */
  void waiting(Explanation why);

  /** What was waited for has passed. */
  void answered();

  /**
   * A sealing in a thread of its own is over, and not all is sealed. Who runs a {@link SealWatch}
   * himself gets an exception instead.
   */
  void stopped(SealingState.Stopped state);
}
