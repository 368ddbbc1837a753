package org.auditledger.cli.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.auditledger.cli.embedded.Tree;

/** Where a demo takes place: a directory that goes with it, or one that stays. */
public record DemoDirectory(Path path, boolean stays) implements AutoCloseable {

  /** What a command that was stopped has started may still be at work in there, for a moment. */
  private static final int ATTEMPTS = 50;

  private static final long PAUSE_MILLIS = 100;

  /** One of its own, which is removed when it is closed. */
  public static DemoDirectory temporary() throws IOException {
    return new DemoDirectory(Files.createTempDirectory("audit-ledger-demo-"), false);
  }

  /** This one, which stays; it is made if it is not there. */
  public static DemoDirectory kept(Path path) throws IOException {
    Files.createDirectories(path);
    return new DemoDirectory(path.toAbsolutePath().normalize(), true);
  }

  /** Whether nothing is in it that somebody may need. */
  public static boolean isFree(Path path) throws IOException {
    if (!Files.exists(path)) {
      return true;
    }
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      return !files.iterator().hasNext();
    }
  }

  @Override
  public void close() throws IOException {
    if (stays) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      for (int attempt = 1; Files.exists(path); attempt++) {
        try {
          Tree.delete(path);
        } catch (FileSystemException e) {
          if (attempt == ATTEMPTS) {
            throw e;
          }
          interrupted |= pause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits a moment, and says whether that was interrupted. */
  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
