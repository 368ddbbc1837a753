package org.auditledger.cli.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A directory that is ours, and where in it things are. */
record ServerDirectory(Path path) {

  /** PostgreSQL keeps paths in buffers of 1,024 bytes, and needs room below the directory. */
  private static final int LONGEST_PATH = 900;

  private static final String UNFINISHED = "data.unfinished-";

  private static final FileAttribute<Set<PosixFilePermission>> ONLY_US =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE_ONLY_US =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Makes the directory ours if it is new or empty; refuses, untouched, what is another's. */
  static ServerDirectory claim(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      create(dir);
    }
    Path real = dir.toRealPath();
    int length = real.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new EmbeddedServerException(
          "cannot use " + real + " for an embedded PostgreSQL",
          "its path has " + length + " bytes, and PostgreSQL takes at most " + LONGEST_PATH,
          "name a directory with a shorter path");
    }
    ServerDirectory directory = new ServerDirectory(real);
    if (Marker.read(real).isEmpty()) {
      directory.refuseIfNotEmpty();
      directory.restrict();
      directory.write(Marker.NAME, Marker.CURRENT.content());
    }
    directory.refuseIfNewer();
    directory.refuseIfAnothersProperty();
    return directory;
  }

  private static void create(Path dir) throws IOException {
    Path absolute = dir.toAbsolutePath();
    Path parent = absolute.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(absolute, ONLY_US);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw new EmbeddedServerException(
            "cannot use " + dir + " for an embedded PostgreSQL",
            "it is there and is not a directory",
            "name a directory: a new one, an empty one, or one that was used so before",
            e);
      }
    }
  }

  private void refuseIfNotEmpty() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = path.relativize(entry).toString();
        // Another process may be making this directory ours in this very moment.
        if (!name.startsWith(Marker.NAME)) {
          names.add(name);
        }
      }
    }
    if (!names.isEmpty() && Marker.read(path).isEmpty()) {
      names.sort(null);
      String more = names.size() > 3 ? " and " + (names.size() - 3) + " more" : "";
      throw new EmbeddedServerException(
          path + " is not a directory of audit-ledger's embedded PostgreSQL",
          "it holds other things: "
              + String.join(", ", names.subList(0, Math.min(3, names.size())))
              + more,
          "nothing was changed; name a new or empty directory");
    }
  }

  /** Nobody else has business in here, whoever could look into the empty directory before. */
  private void restrict() throws IOException {
    if (CurrentUser.owns(path)) {
      Files.setPosixFilePermissions(path, ONLY_US.value());
    }
  }

  private void refuseIfNewer() throws IOException {
    int format = Marker.read(path).orElse(Marker.CURRENT).format();
    if (format > Marker.CURRENT.format()) {
      throw new EmbeddedServerException(
          "cannot use " + path + " with this audit-ledger",
          "a newer one made it: its format is "
              + format
              + ", and this one knows up to "
              + Marker.CURRENT.format(),
          "use the newer audit-ledger");
    }
  }

  private void refuseIfAnothersProperty() throws IOException {
    if (!CurrentUser.owns(path.resolve(Marker.NAME))) {
      throw new EmbeddedServerException(
          "cannot use " + path + " as this user",
          "it was made by " + Files.getOwner(path.resolve(Marker.NAME)).getName(),
          "run the command as that user");
    }
  }

  HeldLock lock(Duration patience) throws IOException {
    return HeldLock.acquire(path.resolve("lock"), patience);
  }

  Users users() {
    return new Users(path.resolve("users"));
  }

  ServerLog log() {
    return new ServerLog(path.resolve("server.log"));
  }

  /** The data directory; it is there exactly when it is complete. */
  Path data() {
    return path.resolve("data");
  }

  /**
   * A data directory to be made, with a name that nobody had before: when a command is killed, the
   * initdb that it started goes on, and must not get into the way of the next one.
   */
  Path newUnfinishedData() {
    return path.resolve(UNFINISHED + UUID.randomUUID());
  }

  /** Removes what was not finished, as far as it can be removed now. */
  void discardUnfinishedData() throws IOException {
    try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(path, UNFINISHED + "*")) {
      for (Path directory : unfinished) {
        try {
          Tree.delete(directory);
        } catch (FileSystemException e) {
          // An initdb that outlived its command is at work in there; the next command comes by.
        }
      }
    }
  }

  /** Where the binaries go when there is no other place for them. */
  Path binaries() {
    return path.resolve("binaries");
  }

  Path passwordFile() {
    return path.resolve("password");
  }

  String password() throws IOException {
    try {
      return Files.readString(passwordFile()).strip();
    } catch (NoSuchFileException e) {
      throw new EmbeddedServerException(
          "cannot log in to the PostgreSQL in " + path,
          "its file \"password\" is gone",
          "put it back from a copy of the directory; the data itself is untouched",
          e);
    }
  }

  void newPassword() throws IOException {
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    write("password", Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
  }

  /** Writes a small file of which no reader and no power failure sees a half. */
  private void write(String name, String content) throws IOException {
    // The name begins with the marker's, so that a rest of it counts as ours.
    Path temporary = path.resolve(Marker.NAME + "." + UUID.randomUUID());
    try {
      Files.createFile(temporary, FILE_ONLY_US);
      Files.writeString(temporary, content);
      Tree.forceOne(temporary);
      Files.move(temporary, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    Tree.forceOne(path);
  }
}
