package org.auditledger.testing;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sessions of a client, by the processes that serve them. */
record Sessions(TestDatabase database, Set<Long> backends) {

  /** A server notices that a client is gone when it has done what it is at, and not before. */
  void awaitEnd(Duration patience) throws SQLException, InterruptedException {
    String processes = backends.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String query =
        "select concat_ws(' ', pid, state, query) from pg_stat_activity"
            + " where backend_type = 'client backend' and pid <> pg_backend_pid()"
            + " and pid = any ('{%s}')".formatted(processes);
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> left = database.query(query);
    while (!left.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("sessions outlive their client: " + left);
      }
      Thread.sleep(5);
      left = database.query(query);
    }
  }
}
