package org.auditledger.postgres;

import java.sql.SQLException;
import org.auditledger.row.CopyStream;
import org.auditledger.row.RowBatch;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * Moves rows from the socket into batches until the server says that this was all. The server sends
 * each row as a message of its own; should something between ever cut them differently, the row
 * that falls across two batches is malformed, and nothing is lost in silence.
 */
final class CopyPump implements Runnable {

  private final Session session;
  private final String query;
  private final int columns;
  private final BatchRotation rotation;

  CopyPump(Session session, String query, int columns, BatchRotation rotation) {
    this.session = session;
    this.query = query;
    this.columns = columns;
    this.rotation = rotation;
  }

  @Override
  public void run() {
    Throwable failure = null;
    try {
      // This can wait as long as the query does: the server keeps its answer until it has rows.
      CopyOut copy =
          session.driver().getCopyAPI().copyOut("copy (" + query + ") to stdout (format binary)");
      try {
        pump(copy);
      } finally {
        drain(copy);
      }
    } catch (Throwable e) {
      // Whatever it is, the other thread waits for it.
      failure = e;
    }
    rotation.end(failure);
  }

  private void pump(CopyOut copy) throws SQLException, InterruptedException {
    if (copy.getFieldCount() != columns) {
      throw new IllegalArgumentException(
          "the query returns " + copy.getFieldCount() + " columns, not " + columns);
    }
    CopyStream stream = new CopyStream();
    RowBatch batch = rotation.takeEmpty();
    while (batch != null && !rotation.isCancelled()) {
      byte[] message = copy.readFromCopy();
      if (message == null) {
        stream.end(copy.getHandledRowCount());
        if (batch.size() > 0) {
          rotation.giveFull(batch);
        }
        return;
      }
      int start = stream.accept(message);
      if (start >= 0) {
        batch = append(batch, message, start);
      }
    }
  }

  private @Nullable RowBatch append(RowBatch batch, byte[] message, int start)
      throws InterruptedException {
    if (batch.append(message, start, message.length - start)) {
      return batch;
    }
    rotation.giveFull(batch);
    RowBatch next = rotation.takeEmpty();
    if (next != null) {
      next.append(message, start, message.length - start);
    }
    return next;
  }

  /**
   * Reads what is still under way, so that the connection's next statement does not. The driver's
   * own cancelCopy leaves it lying there.
   */
  private static void drain(CopyOut copy) {
    try {
      while (copy.isActive() && copy.readFromCopy() != null) {
        // Nobody wants it.
      }
    } catch (SQLException e) {
      // The end that cancelling makes; or the connection is gone, which the next statement says.
    }
  }
}
