package org.auditledger.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.auditledger.cli.embedded.EmbeddedServer;

/**
 * The server that is measured on: one that is there, or else one of our own, which only runs for
 * this.
 *
 * @param there how a superuser connects to one on this machine
 */
record ServerChoice(Optional<URI> there) {

  /**
   * What connects to it, and what stops it.
   *
   * @param database one that is there already
   */
  record Access(
      String host, int port, String database, String user, String password, Runnable stop) {

    private static final int USUAL_PORT = 5432;

    private static Access of(URI uri) {
      String[] user = Optional.ofNullable(uri.getUserInfo()).orElse("").split(":", 2);
      String path = Optional.ofNullable(uri.getPath()).orElse("");
      if (uri.getHost() == null || user.length < 2 || path.length() < 2) {
        throw new IllegalArgumentException(
            "--server is postgresql://user:password@host:port/database, and names all of these");
      }
      int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
      return new Access(uri.getHost(), port, path.substring(1), user[0], user[1], () -> {});
    }

    private static Access of(EmbeddedServer server) {
      return new Access(
          server.host(),
          server.port(),
          server.database(),
          server.user(),
          server.password(),
          server::close);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return user + "@" + host + ":" + port + "/" + database;
    }
  }

  BenchServer start() throws IOException, SQLException {
    Optional<Access> given = there.map(Access::of);
    Path directory = Files.createTempDirectory("audit-ledger-bench");
    return BenchServer.on(given.orElseGet(() -> ownIn(directory)), directory);
  }

  /** It takes a while to start, and whoever measures is told on the terminal what he waits for. */
  private static Access ownIn(Path directory) {
    return Access.of(
        EmbeddedServer.open(directory.resolve("server"), System.getenv(), System.err::println));
  }
}
