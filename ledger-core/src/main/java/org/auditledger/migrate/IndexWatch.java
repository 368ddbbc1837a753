package org.auditledger.migrate;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.auditledger.postgres.DatabaseException;
import org.auditledger.postgres.Server;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.SessionSettings;
import org.auditledger.postgres.SqlText;

/**
 * Says how far a long statement is, and whom it waits for, while another session runs it: the build
 * of an index waits for every transaction that is older than it, however long that takes.
 */
final class IndexWatch implements AutoCloseable {

  private static final long FIRST_MILLIS = 2_000;
  private static final long NEXT_MILLIS = 5_000;

  private final Server server;
  private final int pid;
  private final Consumer<String> progress;
  private final Thread thread;

  private IndexWatch(Server server, int pid, Consumer<String> progress) {
    this.server = server;
    this.pid = pid;
    this.progress = progress;
    this.thread = new Thread(this::watch, "index-watch-" + pid);
    thread.setDaemon(true);
  }

  static IndexWatch over(Server server, Session worker, Consumer<String> progress) {
    IndexWatch watch = new IndexWatch(server, worker.backendPid(), progress);
    watch.thread.start();
    return watch;
  }

  /** Most statements are over before the first look. */
  private void watch() {
    try {
      Thread.sleep(FIRST_MILLIS);
      try (Session session = Session.open(server, SessionSettings.reading())) {
        while (true) {
          say(session);
          Thread.sleep(NEXT_MILLIS);
        }
      }
    } catch (InterruptedException | SQLException | DatabaseException e) {
      // It is over, or cannot be watched: neither is a reason for the work to stop.
    }
  }

  private void say(Session session) throws SQLException {
    try (PreparedStatement query =
        session.connection().prepareStatement(SqlText.of(IndexWatch.class, "index_progress"))) {
      query.setInt(1, pid);
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          String waits = row.getString(4) == null ? "" : ", waiting for " + row.getString(4);
          progress.accept(
              "  "
                  + row.getString(1)
                  + ": block "
                  + row.getLong(2)
                  + " of "
                  + row.getLong(3)
                  + waits);
        }
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(FIRST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
