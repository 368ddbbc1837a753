package org.auditledger.postgres;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.CancellationException;
import org.auditledger.postgres.BatchRotation.BrokenRotationException;
import org.auditledger.row.MalformedRowException;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query as the server sends them, batch by batch. A thread of its own reads ahead, a
 * few batches and no more, so that receiving and hashing overlap. While it is open nobody else may
 * use the session; closed at any moment it leaves the session, and a transaction begun before, as
 * they were.
 */
public final class CopyReader implements AutoCloseable {

  /** Large enough that handing over costs nothing, small enough for a processor's own cache. */
  private static final int BATCH_BYTES = 256 * 1024;

  private static final int BATCHES = 4;

  private static final long CANCEL_AGAIN_MILLIS = 200;

  private final Session session;
  private final RowLayout layout;
  private final BatchRotation rotation = new BatchRotation(BATCHES, BATCH_BYTES);
  private final @Nullable Savepoint savepoint;
  private final Thread thread;
  private @Nullable RowBatch current;
  private boolean closed;

  private CopyReader(
      Session session, RowLayout layout, String query, @Nullable Savepoint savepoint) {
    this.session = session;
    this.layout = layout;
    this.savepoint = savepoint;
    CopyPump pump = new CopyPump(session, query, layout.size(), rotation);
    this.thread = new Thread(pump, "copy-reader-" + session.backendPid());
    thread.setDaemon(true);
  }

  /**
   * Begins to read, and does not wait: a query that is wrong, or slow, shows in {@link #next}.
   *
   * @param layout the columns that the query returns, in its order
   * @param query a SELECT whose values are literals: COPY takes no parameters
   */
  public static CopyReader open(Session session, RowLayout layout, String query) {
    try {
      // A COPY that is cancelled would otherwise abort the transaction, and with it the snapshot.
      Savepoint savepoint =
          session.connection().getAutoCommit() ? null : session.connection().setSavepoint();
      CopyReader reader = new CopyReader(session, layout, query, savepoint);
      reader.thread.start();
      return reader;
    } catch (SQLException e) {
      throw SqlTrouble.working("reading rows", e);
    }
  }

  /** The columns of each row. */
  public RowLayout layout() {
    return layout;
  }

  /**
   * The next batch, never an empty one; the batch before is no longer valid.
   *
   * @return null after the last row, when the server has confirmed that it was the last
   * @throws IllegalArgumentException when the query returns other columns than the layout has
   * @throws DatabaseException when the rows cannot be read to their end
   * @throws MalformedRowException when what arrives is no stream of rows
   */
  public @Nullable RowBatch next() {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    try {
      RowBatch used = current;
      current = null;
      current = rotation.exchange(used);
      return current;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading rows");
    } catch (BrokenRotationException e) {
      throw rethrow(e.getCause());
    }
  }

  private static RuntimeException rethrow(@Nullable Throwable failure) {
    if (failure instanceof SQLException e) {
      return SqlTrouble.working("reading rows", e);
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return failure instanceof RuntimeException e
        ? e
        : new IllegalStateException("reading rows failed", failure);
  }

  /** Ends reading, early or not, and waits until the connection is free for other work. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean whole = rotation.endedWell();
    rotation.cancel();
    boolean interrupted = false;
    // The connection is the thread's until it ends; to leave earlier would share it. A cancel that
    // comes before the server has begun is lost, and one that comes after it has ended is ignored.
    while (thread.isAlive()) {
      if (!rotation.hasEnded()) {
        cancelQuery();
      }
      try {
        thread.join(CANCEL_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    endSavepoint(session, savepoint, whole);
  }

  private void cancelQuery() {
    try {
      session.driver().cancelQuery();
    } catch (SQLException e) {
      // Then the thread throws the rest away as it comes, or finds the connection dead.
    }
  }

  private static void endSavepoint(Session session, @Nullable Savepoint savepoint, boolean whole) {
    if (savepoint == null) {
      return;
    }
    try {
      if (!whole) {
        session.connection().rollback(savepoint);
      }
      session.connection().releaseSavepoint(savepoint);
    } catch (SQLException e) {
      // The transaction is gone with its connection, and its next statement says so.
    }
  }
}
