package org.auditledger.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Who uses the server: one file each, locked for as long as they live. A file of one's own, because
 * a process that closes a file gives up all its locks on it, those of its other users included.
 * Every call is made under the directory's lock.
 */
record Users(Path directory) {

  /** One user, until closed. */
  record User(Path file, FileChannel channel) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
      channel.close();
    }
  }

  User join() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory);
    }
    Path file = directory.resolve(namespace() + "-" + process() + "-" + UUID.randomUUID());
    FileChannel channel = HeldLock.open(file);
    if (channel.tryLock() == null) {
      throw new IOException(file + ": a new file is locked by somebody else");
    }
    return new User(file, channel);
  }

  /** Whether anybody is left; forgets those who died. */
  boolean present() throws IOException {
    return !names().isEmpty();
  }

  /**
   * Whether a user runs where we cannot see its processes, in another container: then a server that
   * we do not see may run there as well, and a second one on its data would destroy it.
   */
  boolean presentOutOfSight() throws IOException {
    String ours = namespace() + "-";
    return names().stream().anyMatch(name -> !name.startsWith(ours));
  }

  private List<String> names() throws IOException {
    List<String> present = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return present;
    }
    String ours = namespace() + "-" + process() + "-";
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = directory.relativize(file).toString();
        if (name.startsWith(ours) || isLocked(file)) {
          present.add(name);
        }
      }
    }
    return present;
  }

  private static boolean isLocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        return true;
      }
      Files.deleteIfExists(file);
      return false;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** This process, and not one that had its number before. */
  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "-" + started;
  }

  /** The world of process numbers that we live in; there is but one where there is no /proc. */
  private static String namespace() {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return name.replaceAll("[^0-9]", "");
    } catch (IOException e) {
      return "0";
    }
  }
}
