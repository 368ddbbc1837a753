package org.auditledger.keyfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is in a key's file. A symbolic link is followed once, as secrets are mounted in containers;
 * from then on its target is what is judged, named in messages, and opened.
 */
final class KeyBytes {

  /** Ten times the largest key file there is; more is not a key. */
  static final int LIMIT = 16 * 1024;

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private KeyBytes() {}

  /** The bytes of a file that only its owner may read or write; {@code what} names it. */
  static byte[] readSecret(Path file, String what) {
    return read(file, what, true);
  }

  /** The bytes of a file that everybody may read. */
  static byte[] readPublic(Path file, String what) {
    return read(file, what, false);
  }

  private static byte[] read(Path file, String what, boolean secret) {
    try {
      Path target = file.toRealPath();
      PosixFileAttributes attributes =
          Files.readAttributes(target, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      // A pipe or a device would answer with nothing, or without end.
      if (!attributes.isRegularFile()) {
        throw new KeyFileException(
            what + ": " + target + " is not a regular file; name the file that holds the key");
      }
      if (secret && !OWNERS.containsAll(attributes.permissions())) {
        throw new KeyFileException(
            what
                + ": others than its owner can read or change "
                + target
                + "; if they may have done so, make a new key, else: chmod 600 "
                + quoted(target));
      }
      return readBounded(target, what);
    } catch (NoSuchFileException e) {
      throw new KeyFileException(what + ": there is no such file; check the path", e);
    } catch (AccessDeniedException e) {
      throw new KeyFileException(
          what + ": this user may not read it; run as the user that owns it", e);
    } catch (IOException e) {
      throw new KeyFileException(what + ": cannot be read: " + e.getMessage(), e);
    } catch (UnsupportedOperationException e) {
      throw new KeyFileException(
          what + ": this file system does not tell who may read it; keep keys on one that does", e);
    }
  }

  private static byte[] readBounded(Path target, String what) throws IOException {
    try (InputStream in = Files.newInputStream(target, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new KeyFileException(
            what + ": is larger than any key; name the file that holds the key, and nothing else");
      }
      return bytes;
    }
  }

  /** For a shell to take as one word, whatever is in it. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9/._-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
