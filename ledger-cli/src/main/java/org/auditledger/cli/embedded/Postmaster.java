package org.auditledger.cli.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A running server, as it describes itself in {@code postmaster.pid}. */
record Postmaster(long pid, int port, String status) {

  private static final String FILE = "postmaster.pid";
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** The server that runs on this data, if one does. */
  static Optional<Postmaster> of(Path data) throws IOException {
    Optional<Postmaster> written = read(data);
    return written.isPresent() && serves(written.get().pid, data) ? written : Optional.empty();
  }

  boolean isReady() {
    return status.equals("ready") && port > 0;
  }

  /** Whether the process is still there, with or without its file. */
  boolean isAliveOn(Path data) throws IOException {
    return serves(pid, data);
  }

  /**
   * Removes the file of a server that died, where its process number has gone to another process:
   * PostgreSQL itself cannot tell the two, and would refuse to start. If nobody has the number,
   * PostgreSQL clears up by itself.
   */
  static void forget(Path data) throws IOException {
    Optional<Postmaster> written = read(data);
    if (written.isPresent()
        && ProcessHandle.of(written.get().pid).isPresent()
        && !serves(written.get().pid, data)) {
      Files.deleteIfExists(data.resolve(FILE));
    }
  }

  /** What the file says, true or not; nothing while it is being written. */
  static Optional<Postmaster> read(Path data) throws IOException {
    List<String> lines;
    try {
      // The second line is a path, in whatever encoding: read bytes as characters.
      lines = Files.readAllLines(data.resolve(FILE), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(lines.isEmpty() ? "" : lines.get(0).strip());
      boolean hasPort = lines.size() > PORT_LINE && !lines.get(PORT_LINE).isBlank();
      int port = hasPort ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0;
      String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "starting";
      return Optional.of(new Postmaster(pid, port, status));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A server's working directory is its data directory; a number alone proves nothing. */
  private static boolean serves(long pid, Path data) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid), "cwd");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      try {
        return Files.readSymbolicLink(process).equals(data.toRealPath());
      } catch (IOException e) {
        return false;
      }
    }
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().command())
        .filter(command -> command.endsWith("/postgres"))
        .isPresent();
  }
}
