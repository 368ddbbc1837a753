package org.auditledger.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.auditledger.checkpoint.AnchorFile;
import org.auditledger.checkpoint.Sealed;
import org.auditledger.checkpoint.Sealer;
import org.auditledger.checkpoint.SealingKey;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a ledger that was begun has an anchor, beside the key that signs for it: without
 * one nobody could ever show that what is there is complete.
 */
final class FirstAnchor {

  /**
   * An anchor that was written.
   *
   * @param entries how many it seals
   */
  record Written(String file, long entries) {

    void show(Page page) {
      page.facts(
          "anchor",
          List.of(
              file + " (seals " + entries + " entries)",
              "keep a copy of it where nobody who can change the database can change it"));
    }
  }

  private final Sealer sealer;
  private final Path file;
  private final Failures failures;
  private @Nullable Failure failure;

  FirstAnchor(Sealer sealer, SealingKey key, Failures failures) {
    this.sealer = sealer;
    this.file = key.file().resolveSibling(key.file().getFileName() + ".anchor");
    this.failures = failures;
  }

  /**
   * Seals the ledger and writes the anchor, unless that was done before. A run that died in between
   * is made good by the next, which finds no file.
   *
   * @return null when there is nothing to write, and when it could not be written
   */
  @Nullable Written write() {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && sealer.hasSealed()) {
        return null;
      }
      Sealed sealed = sealer.seal();
      new AnchorFile(file).write(sealed.anchor());
      return new Written(file.toString(), sealed.entries());
    } catch (RuntimeException e) {
      // Whatever it is: the migrations before it are done, and have to be told of first.
      Failure why = failures.of(e);
      boolean lasting = why.exit() == ExitCode.HISTORY_BROKEN || why.exit() == ExitCode.BUG;
      failure =
          new Failure(
              why.exit(),
              "the migrations are done, and the ledger has no first anchor: " + why.what(),
              why.why(),
              lasting ? why.next() : why.next() + "; then run the same command again");
      return null;
    }
  }

  /** Ends the command if the anchor could not be written. */
  void requireWritten() {
    if (failure != null) {
      throw new CommandFailed(failure);
    }
  }
}
