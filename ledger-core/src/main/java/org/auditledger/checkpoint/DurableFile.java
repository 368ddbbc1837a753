package org.auditledger.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files that are there with all they hold or not at all, also after a power failure. */
final class DurableFile {

  static final FileAttribute<?> OWNERS_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static final FileAttribute<?> FOR_ALL =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  private DurableFile() {}

  /**
   * Makes a file that everybody may read.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one; it stays as it is
   */
  static void create(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      write(temporary, text, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      // A rename would replace what somebody else put there meanwhile; a second name does not.
      Files.createLink(file, temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncDirectory(file);
  }

  /** Puts this in a file's place. Nobody else may do so at the same time. */
  static void replace(Path file, String text, FileAttribute<?> permissions) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    // One that a killed process left may have other permissions.
    Files.deleteIfExists(temporary);
    write(
        temporary,
        text,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        permissions);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file);
  }

  private static void write(
      Path file, String text, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, options, attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Without this, a power failure may forget the name of a file whose content is safe. */
  private static void syncDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
