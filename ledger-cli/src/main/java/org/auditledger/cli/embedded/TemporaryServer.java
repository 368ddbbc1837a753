package org.auditledger.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A PostgreSQL that nobody needs any more when it is closed: its directory goes with it. */
public final class TemporaryServer implements AutoCloseable {

  private final Path directory;
  private final EmbeddedServer server;

  private TemporaryServer(Path directory, EmbeddedServer server) {
    this.directory = directory;
    this.server = server;
  }

  /**
   * Starts one, with an empty database.
   *
   * @param in the directory in which its own is made
   * @throws EmbeddedServerException if that cannot be done; the message says what to do
   */
  public static TemporaryServer start(
      Path in, Map<String, String> environment, Consumer<String> progress) throws IOException {
    Path directory = Files.createTempDirectory(in, "audit-ledger-");
    boolean started = false;
    try {
      TemporaryServer server =
          new TemporaryServer(directory, EmbeddedServer.open(directory, environment, progress));
      started = true;
      return server;
    } finally {
      if (!started) {
        Tree.delete(directory);
      }
    }
  }

  public String host() {
    return server.host();
  }

  public int port() {
    return server.port();
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  public String database() {
    return server.database();
  }

  /** The version of the binaries, such as {@code 18.6}. */
  public String version() {
    return server.version();
  }

  /** Stops it, and removes all of it. */
  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      Tree.delete(directory);
    }
  }
}
