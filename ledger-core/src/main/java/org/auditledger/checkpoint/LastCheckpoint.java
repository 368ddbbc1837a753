package org.auditledger.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.auditledger.checkpoint.SealException.Trouble;
import org.auditledger.postgres.Explanation;
import org.auditledger.seal.Anchor;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.NoteOutcome;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedAnchor;
import org.auditledger.seal.SignedNote;
import org.auditledger.seal.TreeHasher;
import org.auditledger.signature.TrustedKeys;

/**
 * The last checkpoints that a key signed, one of each log: an anchor in the file {@code KEY.last},
 * outside the database and signed by the key itself.
 *
 * <p>It is held from before it is read until what was signed meanwhile is written: two sealers that
 * both continued the same checkpoint could sign two histories. The lock is on a file of its own, as
 * this one is replaced.
 */
final class LastCheckpoint implements AutoCloseable {

  private static final int MAX_LENGTH = 1 << 16;
  private static final int PAUSE_MILLIS = 20;

  private final SealingKey key;
  private final Path file;
  private final FileChannel lock;

  private LastCheckpoint(SealingKey key, FileChannel lock) {
    this.key = key;
    this.file = key.beside(".last");
    this.lock = lock;
  }

  /** Waits until no other sealer holds it, in this process or another one. */
  static LastCheckpoint hold(SealingKey key, Duration patience) {
    Path path = key.beside(".last.lock");
    FileChannel channel = null;
    boolean held = false;
    try {
      channel =
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              DurableFile.OWNERS_ONLY);
      held = lock(channel, patience);
      if (!held) {
        throw new SealException(
            Trouble.BUSY,
            "nothing was sealed: another sealer with the key " + key.file() + " is at work",
            "it holds " + path + ", and did not finish in " + patience.toSeconds() + " s",
            "try again when it is done");
      }
      return new LastCheckpoint(key, channel);
    } catch (IOException e) {
      throw trouble("nothing was sealed: " + path + " cannot be locked", e);
    } finally {
      if (!held && channel != null) {
        close(channel);
      }
    }
  }

  private static boolean lock(FileChannel channel, Duration patience) throws IOException {
    try {
      for (long waited = 0; ; waited += PAUSE_MILLIS) {
        try {
          FileLock lock = channel.tryLock();
          if (lock != null) {
            return true;
          }
        } catch (OverlappingFileLockException e) {
          // Another thread of this process has it, which is no other case.
        }
        if (waited >= patience.toMillis()) {
          return false;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for another sealer");
    }
  }

  /**
   * What the key signed last, if it remembers anything.
   *
   * @throws SealException when what is there is not that
   */
  Optional<SignedAnchor> read() {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!(Anchor.parse(bytes()) instanceof Parsed.Value<Anchor> parsed)) {
      throw unusable("it is no anchor file");
    }
    Anchor anchor = parsed.value();
    if (!(Checkpoint.parse(anchor.entries().text()) instanceof Parsed.Value<Checkpoint> entries
        && entries.value().origin().ledger().equals(key.ledger()))) {
      throw unusable("it is of another ledger than " + key.ledger());
    }
    return Optional.of(
        signed(anchor).orElseThrow(() -> unusable("the key itself did not sign it")));
  }

  /** The checkpoints of this anchor, if this very key signed both. */
  private Optional<SignedAnchor> signed(Anchor anchor) {
    TrustedKeys own = TrustedKeys.of(key.signer().verifier());
    return anchor.verify(own) instanceof NoteOutcome.Verified<SignedAnchor> verified
        ? Optional.of(verified.content())
        : Optional.empty();
  }

  private byte[] bytes() {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw unusable("it is not a regular file");
      }
      // Who can put an older one in its place makes the signer forget.
      Set<PosixFilePermission> permissions = attributes.permissions();
      if (permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw unusable("others than its owner can change it");
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        return in.readNBytes(MAX_LENGTH);
      }
    } catch (IOException e) {
      throw trouble("nothing was sealed: " + file + " cannot be read", e);
    }
  }

  /**
   * Remembers that this key signs from nothing: before it has signed anything, so that a file that
   * is missing later on is known to have been lost.
   */
  void begin() {
    write(new Anchor(nothing(Origin.Log.ENTRIES), nothing(Origin.Log.JOURNAL)));
  }

  private SignedNote nothing(Origin.Log log) {
    return new Checkpoint(key.origin(log), 0, TreeHasher.EMPTY_ROOT).sign(key.signer());
  }

  /** Remembers checkpoints that are stored and durable; those of other keys are not its own. */
  void remember(Anchor anchor) {
    Optional<SignedAnchor> signed = signed(anchor);
    if (signed.isPresent() && !signed.equals(read())) {
      write(anchor);
    }
  }

  private void write(Anchor anchor) {
    try {
      DurableFile.replace(file, anchor.encoded(), DurableFile.OWNERS_ONLY);
    } catch (IOException e) {
      throw trouble("what was sealed last cannot be remembered in " + file, e);
    }
  }

  /** This key has signed before, and what is beside it does not say what. */
  SealException lost() {
    return unusable("it is missing, though the journal says that this key has sealed before");
  }

  private SealException unusable(String why) {
    return new SealException(
        Trouble.MEMORY,
        "nothing was sealed: " + file + " does not say what this key signed last",
        why + "; without it the signer could not tell a ledger that was rolled back",
        "put it back, or the newest anchor that this key signed in its place; chmod 600");
  }

  private static SealException trouble(String what, IOException e) {
    return new SealException(
        Trouble.MEMORY,
        new Explanation(
            what,
            String.valueOf(e.getMessage()),
            "make the key's directory writable for who seals; then run this again"),
        e);
  }

  /** Lets the next sealer in. */
  @Override
  public void close() {
    close(lock);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written to it, and the process's end releases it too.
    }
  }
}
