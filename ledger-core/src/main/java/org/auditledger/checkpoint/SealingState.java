package org.auditledger.checkpoint;

import java.util.Optional;

/** How far a sealing that goes on by itself has come, and whether it does go on. */
public sealed interface SealingState {

  /** The last seal, if there was one. */
  Optional<Sealed> last();

  /**
   * It goes on, or has not begun.
   *
   * @param last what it came to until now
   */
  record Going(Optional<Sealed> last) implements SealingState {}

  /**
   * It was ended, and what was there then is sealed.
   *
   * @param seal the last one
   */
  record Finished(Sealed seal) implements SealingState {
    @Override
    public Optional<Sealed> last() {
      return Optional.of(seal);
    }
  }

  /**
   * It has ended, and what has come since the last seal is not sealed. Entries are as durable as
   * ever.
   *
   * @param why what no waiting helps against, or what was waited for too long
   */
  record Stopped(Optional<Sealed> last, Throwable why) implements SealingState {}
}
