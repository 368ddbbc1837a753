package org.auditledger.postgres;

import java.sql.SQLException;
import org.auditledger.row.CopyFraming;
import org.auditledger.row.RowBatch;
import org.auditledger.row.RowLayout;
import org.auditledger.row.RowView;
import org.auditledger.row.RowWriter;
import org.postgresql.copy.CopyIn;

/**
 * Sends rows into a table. Nothing is there before {@link #finish}; closed without it, nothing ever
 * is, and in autocommit the session is free for other work. In a transaction an abort is a failed
 * statement, and the transaction must be rolled back.
 */
public final class CopyWriter implements AutoCloseable {

  /** Between two messages the driver looks whether the server has already refused. */
  private static final int MESSAGE_BYTES = 64 * 1024;

  private final CopyIn copy;
  private final RowView view;
  private final String what;
  private long rows;
  private boolean finished;

  private CopyWriter(CopyIn copy, RowLayout layout, String what) {
    this.copy = copy;
    this.view = new RowView(layout);
    this.what = what;
  }

  /** Begins to write the layout's columns of this table. */
  public static CopyWriter open(Session session, String schema, String table, RowLayout layout) {
    String what = "writing rows to " + schema + "." + table;
    try {
      StringBuilder sql = new StringBuilder("copy ");
      sql.append(quoted(session, schema)).append('.').append(quoted(session, table));
      for (int i = 0; i < layout.size(); i++) {
        sql.append(i == 0 ? " (" : ", ").append(quoted(session, layout.columns().get(i).name()));
      }
      sql.append(") from stdin (format binary)");
      CopyIn copy = session.driver().getCopyAPI().copyIn(sql.toString());
      byte[] header = CopyFraming.header();
      copy.writeToCopy(header, 0, header.length);
      return new CopyWriter(copy, layout, what);
    } catch (SQLException e) {
      throw SqlTrouble.working(what, e);
    }
  }

  private static String quoted(Session session, String name) throws SQLException {
    return session.driver().escapeIdentifier(name);
  }

  /** Sends the writer's rows; it may be cleared and filled again. */
  public void write(RowWriter batch) {
    write(batch.buffer(), batch.size());
  }

  /** Sends the batch's rows. */
  public void write(RowBatch batch) {
    write(batch.buffer(), batch.size());
  }

  private void write(byte[] bytes, int size) {
    // Checked before it is sent: the server would accept some bytes that are no row of ours.
    for (int at = 0; at < size; rows++) {
      at = view.moveTo(bytes, at, size);
    }
    try {
      for (int at = 0; at < size; at += MESSAGE_BYTES) {
        copy.writeToCopy(bytes, at, Math.min(MESSAGE_BYTES, size - at));
      }
    } catch (SQLException e) {
      throw SqlTrouble.working(what, e);
    }
  }

  /**
   * Ends the rows; in autocommit they are now durable.
   *
   * @return how many the server took, which is how many were sent
   * @throws DatabaseException when it took another number, because a trigger swallowed some
   */
  public long finish() {
    try {
      byte[] trailer = CopyFraming.trailer();
      copy.writeToCopy(trailer, 0, trailer.length);
      long taken = copy.endCopy();
      finished = true;
      if (taken != rows) {
        throw new DatabaseException(
            new Explanation(
                what + ": " + rows + " rows were sent and " + taken + " taken",
                "a trigger on the table, or something between, swallowed the others",
                "roll back, and look at the table's triggers"),
            null,
            null);
      }
      return taken;
    } catch (SQLException e) {
      throw SqlTrouble.working(what, e);
    }
  }

  /** Without {@link #finish} before it, takes everything back. */
  @Override
  public void close() {
    if (finished || !copy.isActive()) {
      return;
    }
    try {
      copy.cancelCopy();
    } catch (SQLException e) {
      // The connection is gone, and with it what was sent.
    }
  }
}
