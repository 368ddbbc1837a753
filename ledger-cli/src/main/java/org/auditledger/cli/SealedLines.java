package org.auditledger.cli;

import java.util.Optional;
import java.util.function.Consumer;
import org.auditledger.append.LedgerWriter;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.checkpoint.SealingState.Finished;
import org.auditledger.checkpoint.SealingState.Stopped;

/** How far lines that are appended are sealed, and how it ends when they are not. */
final class SealedLines {

  private final Failures failures;
  private final Consumer<String> talk;

  // Only the thread that seals says something until the writer is closed, and nobody else after.
  private volatile long said = -1;

  SealedLines(Failures failures, Consumer<String> talk) {
    this.failures = failures;
    this.talk = talk;
  }

  /** Says how far the ledger is sealed, if that is news. */
  void accept(Sealed seal) {
    if (seal.isNew()) {
      say(seal);
    }
  }

  private void say(Sealed seal) {
    if (said != seal.entries()) {
      talk.accept("sealed up to entry " + seal.entries());
    }
    said = seal.entries();
  }

  /**
   * Ends the command if not all is sealed. The writer is closed by now.
   *
   * @param lines how many were appended
   */
  void requireSealed(LedgerWriter writer, long lines) {
    if (writer.sealing().orElse(null) instanceof Finished finished) {
      say(finished.seal());
    }
    Optional<Failure> unsealed = unsealed(writer, lines + " lines are committed; ");
    if (unsealed.isPresent()) {
      throw new CommandFailed(unsealed.get());
    }
  }

  /** How a command ends that failed, and did not seal what came before. */
  CommandFailed after(CommandFailed failed, LedgerWriter writer) {
    Optional<Failure> unsealed = unsealed(writer, "");
    return unsealed.isEmpty()
        ? failed
        : new CommandFailed(both(failed.failure(), unsealed.get()), failed);
  }

  private Optional<Failure> unsealed(LedgerWriter writer, String before) {
    if (writer.sealing().orElse(null) instanceof Stopped stopped) {
      Failure why = failures.of(stopped.why());
      String reach =
          stopped.last().map(seal -> "; it is sealed up to entry " + seal.entries()).orElse("");
      return Optional.of(
          new Failure(why.exit(), before + why.what(), why.why() + reach, why.next()));
    }
    return Optional.empty();
  }

  /** A history that does not hold outweighs a line that is wrong, and both are said. */
  private static Failure both(Failure failed, Failure unsealed) {
    return new Failure(
        unsealed.exit().isFinding() ? unsealed.exit() : failed.exit(),
        failed.what() + "; and " + unsealed.what(),
        joined(failed.why(), unsealed.why()),
        joined(failed.next(), unsealed.next()));
  }

  private static String joined(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
  }
}
