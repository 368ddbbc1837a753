package org.auditledger.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that can only be read. It was one that could be written to, was stopped, and came back
 * as a standby; whom it would follow is not there any more.
 */
public final class StandbyServer implements TestServer {

  /** What is on the server before it becomes a standby. */
  @FunctionalInterface
  public interface Filling {
    void fill(TestDatabase database) throws Exception;
  }

  private final EmbeddedTestServer server;

  private StandbyServer(EmbeddedTestServer server) {
    this.server = server;
  }

  /**
   * Makes one, which the caller closes.
   *
   * @param data an empty directory, which the caller removes
   * @param scripts what makes the database that is to be filled
   */
  public static StandbyServer start(int version, Path data, List<String> scripts, Filling filling)
      throws Exception {
    try (EmbeddedTestServer primary = EmbeddedTestServer.start(version, data)) {
      filling.fill(new DatabasePool(primary).create(scripts));
    }
    try {
      Files.createFile(data.resolve("standby.signal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StandbyServer(EmbeddedTestServer.start(version, data));
  }

  @Override
  public int version() {
    return server.version();
  }

  @Override
  public String host() {
    return server.host();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String user() {
    return server.user();
  }

  @Override
  public String password() {
    return server.password();
  }

  @Override
  public void close() {
    server.close();
  }
}
