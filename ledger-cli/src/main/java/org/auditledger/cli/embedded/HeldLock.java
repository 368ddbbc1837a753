package org.auditledger.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** An exclusive lock on a file, held against other processes and other threads alike. */
final class HeldLock implements AutoCloseable {

  /**
   * The kernel's locks belong to the process: two threads would not exclude each other, and closing
   * the file in one of them would take away the lock of the other. So one thread at a time comes
   * near any of these files.
   */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private HeldLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @throws EmbeddedServerException if somebody else holds it for longer than {@code patience}
   */
  static HeldLock acquire(Path file, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (!IN_THIS_PROCESS.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(file, patience);
      }
    } catch (InterruptedException e) {
      throw EmbeddedServerException.interrupted("stopped waiting for " + file, e);
    }
    boolean held = false;
    try {
      HeldLock lock = new HeldLock(lock(file, deadline, patience));
      held = true;
      return lock;
    } finally {
      if (!held) {
        IN_THIS_PROCESS.unlock();
      }
    }
  }

  private static FileChannel lock(Path file, long deadline, Duration patience) throws IOException {
    FileChannel channel = open(file);
    boolean held = false;
    try {
      while (channel.tryLock() == null) {
        if (System.nanoTime() > deadline) {
          throw busy(file, patience);
        }
        Thread.sleep(20);
      }
      held = true;
      return channel;
    } catch (InterruptedException e) {
      throw EmbeddedServerException.interrupted("stopped waiting for " + file, e);
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  /** Opens a file to be locked: nobody else may, or they could lock us out. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static EmbeddedServerException busy(Path file, Duration patience) {
    return new EmbeddedServerException(
        "could not lock " + file,
        "another command has been holding it for " + patience.toSeconds() + " s",
        "wait until that command is done, or end it; its death releases the lock");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
