package org.auditledger.cli.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.XZInputStream;

/**
 * An unpacked PostgreSQL. It is unpacked once, under a temporary name that is changed to the real
 * one when all of it is on the disk; so the real name means that it is complete.
 */
record Binaries(Path directory, String version) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String VERSION_FILE = "unpacked-version";

  Path bin() {
    return directory.resolve("bin");
  }

  /** The major version: what data must be for. */
  String major() {
    return version.replaceFirst("[^0-9].*", "");
  }

  /** Finds the binaries in the first of the places that will do, or unpacks them there. */
  static Binaries in(List<Path> places, Consumer<String> progress) throws IOException {
    BinaryArchive archive = BinaryArchive.ofThisMachine();
    List<String> reasons = new ArrayList<>();
    for (Path place : places) {
      try {
        return in(place.toAbsolutePath(), archive, progress);
      } catch (IOException e) {
        reasons.add(EmbeddedServerException.reason(e));
      }
    }
    throw new EmbeddedServerException(
        "cannot unpack PostgreSQL's binaries",
        String.join("; ", reasons),
        "set XDG_CACHE_HOME to a directory that you may write to, with 60 MB free, from which"
            + " programs may run");
  }

  @SuppressWarnings("try") // The lock is held, not spoken to.
  private static Binaries in(Path place, BinaryArchive archive, Consumer<String> progress)
      throws IOException {
    refuseIfUnsafe(place);
    Path directory = place.resolve(archive.key());
    if (Files.exists(directory.resolve(VERSION_FILE))) {
      return existing(directory);
    }
    Files.createDirectories(place);
    try (HeldLock lock = HeldLock.acquire(place.resolve(archive.key() + ".lock"), PATIENCE)) {
      if (!Files.exists(directory.resolve(VERSION_FILE))) {
        progress.accept("unpacking PostgreSQL into " + directory);
        unpackTo(directory, archive);
      }
      return existing(directory);
    }
  }

  private static Binaries existing(Path directory) throws IOException {
    return new Binaries(directory, Files.readString(directory.resolve(VERSION_FILE)).strip());
  }

  /**
   * Programs of another's making are not run, as they would be with sudo and the user's HOME; and
   * initdb hands the path of its programs to a shell, between double quotes.
   */
  private static void refuseIfUnsafe(Path place) throws IOException {
    Path existing = place;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!CurrentUser.owns(existing)) {
      throw new IOException(existing + " belongs to another user");
    }
    if (place.toString().chars().anyMatch(c -> "\"$`\\\n".indexOf(c) >= 0)) {
      throw new IOException(place + " has a character in it that means something to a shell");
    }
  }

  private static void unpackTo(Path directory, BinaryArchive archive) throws IOException {
    Path unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
    // We hold the lock: whoever left this is dead.
    Tree.delete(unfinished);
    Tree.delete(directory);
    boolean done = false;
    try {
      Files.createDirectory(unfinished);
      try (InputStream in = archive.open()) {
        unpack(in, unfinished);
      }
      Files.writeString(unfinished.resolve(VERSION_FILE), versionOf(unfinished) + "\n");
      Tree.force(unfinished);
      Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
      Tree.forceOne(directory.resolveSibling(""));
      done = true;
    } finally {
      if (!done) {
        Tree.delete(unfinished);
      }
    }
  }

  /** Asks the server itself, which also shows that it runs here at all. */
  private static String versionOf(Path unpacked) throws IOException {
    Programs programs = new Programs(unpacked.resolve("bin"), unpacked);
    Programs.Outcome outcome = programs.run(Duration.ofSeconds(30), "", "postgres", "--version");
    String version = outcome.output().strip().replaceFirst("^.*\\) ", "");
    if (!outcome.succeeded() || !version.matches("\\d+[.\\w]*")) {
      throw new IOException(
          "PostgreSQL's binaries do not run here (they need glibc): " + outcome.complaint());
    }
    return version;
  }

  static void unpack(InputStream archive, Path directory) throws IOException {
    try (XZInputStream plain = new XZInputStream(new BufferedInputStream(archive, 1 << 16));
        TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = inside(directory, directory.resolve(entry.getName()), entry);
        Files.createDirectories(entry.isDirectory() ? target : target.resolveSibling(""));
        if (entry.isSymbolicLink()) {
          inside(directory, target.resolveSibling(entry.getLinkName()), entry);
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (isRegularFile(entry)) {
          Files.copy(tar, target);
          Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        } else if (!entry.isDirectory()) {
          throw new IOException("the archive holds what is no file: " + entry.getName());
        }
      }
    }
  }

  /** The library calls everything a file that is not a directory, devices and hard links too. */
  private static boolean isRegularFile(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return !entry.isDirectory()
        && (kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM);
  }

  private static Path inside(Path directory, Path target, TarArchiveEntry entry)
      throws IOException {
    if (!target.normalize().startsWith(directory)) {
      throw new IOException("the archive reaches out of its directory: " + entry.getName());
    }
    return target;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-r--r--");
    if ((mode & 0100) != 0) {
      permissions.addAll(
          EnumSet.of(
              PosixFilePermission.OWNER_EXECUTE,
              PosixFilePermission.GROUP_EXECUTE,
              PosixFilePermission.OTHERS_EXECUTE));
    }
    return permissions;
  }
}
