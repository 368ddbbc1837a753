package org.auditledger.cli.demo;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.auditledger.cli.embedded.EmbeddedServer;
import org.auditledger.migrate.MigrationSet;
import org.postgresql.PGConnection;

/**
 * Where the story takes place: a directory, and in it a PostgreSQL with a ledger that the ancestor
 * wrote. The server runs as long as the stage is open, so that each command finds it running.
 */
final class Stage implements AutoCloseable {

  private static final String LEDGER = "ledger";

  private final EmbeddedServer server;

  private Stage(EmbeddedServer server) {
    this.server = server;
  }

  /** Sets it up in an empty directory. */
  static Stage set(Path directory, Map<String, String> environment, Consumer<String> progress)
      throws SQLException, IOException {
    Stage stage = new Stage(EmbeddedServer.open(directory.resolve(LEDGER), environment, progress));
    boolean set = false;
    try {
      stage.writeOldLedger();
      Files.writeString(directory.resolve("telemetry.jsonl"), Resource.text("telemetry.jsonl"));
      Files.createDirectory(directory.resolve("archive"));
      set = true;
      return stage;
    } finally {
      if (!set) {
        stage.close();
      }
    }
  }

  /** The first schema is that of the ancestor's first release, and the rows are its own. */
  private void writeOldLedger() throws SQLException, IOException {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(MigrationSet.ledger().migrations().get(0).deploy().sql());
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy public.ledger_entries from stdin with (format csv, header)",
              new StringReader(Resource.text("v0.1-ledger_entries.csv")));
      statement.execute(Resource.text("next-id.sql"));
    }
  }

  /** A connection that may do anything. */
  Connection superuser() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", server.user());
    login.setProperty("password", server.password());
    return DriverManager.getConnection(server.jdbcUrl(), login);
  }

  /** Stops the server, also when this thread was interrupted and must not wait for anything. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      server.close();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
