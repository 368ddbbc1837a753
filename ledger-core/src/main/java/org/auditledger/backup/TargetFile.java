package org.auditledger.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;
import java.util.UUID;
import org.auditledger.backup.BackupException.Trouble;
import org.auditledger.entry.Digest;
import org.auditledger.postgres.Explanation;

/**
 * A file that appears under its name when it is whole and on disk. Until then it has a name that
 * says what it is, beside its place, and whoever fails takes it away.
 */
final class TargetFile implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  private final Path path;
  private final Path partial;
  private final FileChannel channel;
  private final MessageDigest sha256 = Digest.newSha256();
  private final Thread removal;
  private long size;

  private TargetFile(Path path, Path partial, FileChannel channel) {
    this.path = path;
    this.partial = partial;
    this.channel = channel;
    // A signal ends the process without a word to who is writing.
    this.removal = new Thread(this::remove, "remove-partial-backup");
    Runtime.getRuntime().addShutdownHook(removal);
  }

  /**
   * Begins a file that only its owner may read.
   *
   * @throws BackupException when there is one of this name, or there can be none
   */
  static TargetFile create(Path path) {
    if (path.getFileName() == null) {
      throw failed(path, "it is no name of a file", "name a file");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(path);
    }
    Path partial = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".partial");
    try {
      return new TargetFile(
          path,
          partial,
          FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    } catch (NoSuchFileException e) {
      throw failed(path, "there is no such directory", "make the directory, or name another file");
    } catch (AccessDeniedException e) {
      throw failed(path, "the directory cannot be written to", "name another one");
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** What is there of it until it is published. */
  Path partial() {
    return partial;
  }

  /** How many bytes there is room for. */
  long room() {
    try {
      return Files.getFileStore(partial).getUsableSpace();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Takes what is written, and hashes it. */
  OutputStream out() {
    OutputStream file = Channels.newOutputStream(channel);
    return new java.io.BufferedOutputStream(new Hashing(file), BUFFER);
  }

  /** How many bytes were written. */
  long size() {
    return size;
  }

  /**
   * Brings everything to the disk, reads it back, and compares.
   *
   * @return SHA-256 of the file
   */
  Digest settle() throws IOException {
    channel.force(true);
    channel.close();
    Digest written = Digest.of(sha256.digest());
    MessageDigest found = Digest.newSha256();
    try (InputStream in = Files.newInputStream(partial)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        found.update(buffer, 0, read);
      }
    }
    if (!written.equals(Digest.of(found.digest()))) {
      throw failed(path, "what was read back is not what was written", "look after the disk");
    }
    return written;
  }

  /** Gives the file its name. */
  void publish() {
    try {
      // A rename would replace what somebody else put there meanwhile; a second name does not.
      Files.createLink(path, partial);
      remove();
      syncDirectory();
    } catch (FileAlreadyExistsException e) {
      throw exists(path);
    } catch (IOException e) {
      throw failed(path, e);
    } catch (UnsupportedOperationException e) {
      throw failed(path, "this file system has no hard links", "name a file on another one");
    }
  }

  /** Without {@link #publish} nothing is left. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // What is in it is not wanted.
    }
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook does the same.
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      // It says itself that it is no backup.
    }
  }

  private void syncDirectory() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }

  private static BackupException exists(Path path) {
    return failed(
        path,
        "there is a file of this name, and no backup is ever written over",
        "name another file, or move that one away");
  }

  private static BackupException failed(Path path, String why, String next) {
    return new BackupException(
        Trouble.FILE, "the backup was not written: " + path + " cannot be made", why, next);
  }

  /** The file cannot be written any more: mostly a full disk. */
  static BackupException failed(Path path, IOException e) {
    return new BackupException(
        Trouble.FILE,
        new Explanation(
            "the backup was not written to " + path,
            String.valueOf(e.getMessage()),
            "make room, or name a file on another disk; nothing was left there"),
        e);
  }

  private final class Hashing extends OutputStream {
    private final OutputStream file;

    Hashing(OutputStream file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(bytes, offset, length);
      sha256.update(bytes, offset, length);
      size += length;
    }
  }
}
