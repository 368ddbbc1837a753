package org.auditledger.backup;

import java.io.BufferedOutputStream;
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
public final class TargetFile implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  private final Path path;
  private final String noun;
  private final Path partial;
  private final FileChannel channel;
  private final HashedOutput hashed;
  private final Thread removal;

  private TargetFile(Path path, String noun, Path partial, FileChannel channel) {
    this.path = path;
    this.noun = noun;
    this.partial = partial;
    this.channel = channel;
    this.hashed = new HashedOutput(Channels.newOutputStream(channel));
    // A signal ends the process without a word to who is writing.
    this.removal = new Thread(this::remove, "remove-partial-" + noun);
    Runtime.getRuntime().addShutdownHook(removal);
  }

  /**
   * Begins a file that only its owner may read.
   *
   * @param noun what is written, for people
   * @throws BackupException when there is one of this name, or there can be none
   */
  public static TargetFile create(Path path, String noun) {
    if (path.getFileName() == null) {
      throw failed(path, noun, "it is no name of a file", "name a file");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(path, noun);
    }
    return open(path, noun);
  }

  /**
   * Begins one that gets its name with {@link #publishAs}, once it is known.
   *
   * @throws BackupException when there can be none
   */
  public static TargetFile createIn(Path directory, String noun) {
    return open(directory.resolve(noun), noun);
  }

  private static TargetFile open(Path path, String noun) {
    Path partial = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".partial");
    try {
      return new TargetFile(
          path,
          noun,
          partial,
          FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    } catch (NoSuchFileException e) {
      throw failed(
          path, noun, "there is no such directory", "make the directory, or name another file");
    } catch (AccessDeniedException e) {
      throw failed(path, noun, "the directory cannot be written to", "name another one");
    } catch (IOException e) {
      throw failed(path, noun, e);
    }
  }

  /** What is there of it until it is published. */
  public Path partial() {
    return partial;
  }

  /** How many bytes there is room for. */
  public long room() {
    try {
      return Files.getFileStore(partial).getUsableSpace();
    } catch (IOException e) {
      throw failed(path, noun, e);
    }
  }

  /** Takes what is written, and hashes it. */
  public OutputStream out() {
    return new BufferedOutputStream(hashed, BUFFER);
  }

  /** How many bytes were written. */
  public long size() {
    return hashed.size();
  }

  /**
   * Brings everything to the disk, reads it back, and compares.
   *
   * @return SHA-256 of the file
   */
  public Digest settle() throws IOException {
    channel.force(true);
    channel.close();
    Digest written = hashed.digest();
    MessageDigest found = Digest.newSha256();
    try (InputStream in = Files.newInputStream(partial)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        found.update(buffer, 0, read);
      }
    }
    if (!written.equals(Digest.of(found.digest()))) {
      throw failed(path, noun, "what was read back is not what was written", "look after the disk");
    }
    return written;
  }

  /** Gives the file its name. */
  public void publish() {
    publishAs(path);
  }

  /**
   * Gives it this name, in the same directory.
   *
   * @throws BackupException when there is a file of this name
   */
  public void publishAs(Path name) {
    try {
      // A rename would replace what somebody else put there meanwhile; a second name does not.
      Files.createLink(name, partial);
      remove();
      syncDirectory(name);
    } catch (FileAlreadyExistsException e) {
      throw exists(name, noun);
    } catch (IOException e) {
      throw failed(name, noun, e);
    } catch (UnsupportedOperationException e) {
      throw failed(name, noun, "this file system has no hard links", "name a file on another one");
    }
  }

  /**
   * Brings a file to the disk that is there already, whoever has written it, and its name.
   *
   * @throws BackupException when that cannot be done
   */
  public static void sync(Path path, String noun) {
    try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
      opened.force(true);
      syncDirectory(path);
    } catch (IOException e) {
      throw failed(path, noun, e);
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
      // It says itself that it is not whole.
    }
  }

  private static void syncDirectory(Path path) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }

  private static BackupException exists(Path path, String noun) {
    return failed(
        path,
        noun,
        "there is a file of this name, and no " + noun + " is ever written over",
        "name another file, or move that one away");
  }

  private static BackupException failed(Path path, String noun, String why, String next) {
    return new BackupException(
        Trouble.FILE, "the " + noun + " was not written: " + path + " cannot be made", why, next);
  }

  /** The file cannot be written any more: mostly a full disk. */
  public static BackupException failed(Path path, String noun, IOException e) {
    return new BackupException(
        Trouble.FILE,
        new Explanation(
            "the " + noun + " was not written to " + path,
            String.valueOf(e.getMessage()),
            "make room, or name a file on another disk; nothing was left there"),
        e);
  }
}
