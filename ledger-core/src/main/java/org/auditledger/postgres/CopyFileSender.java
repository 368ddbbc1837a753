package org.auditledger.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Sends whole COPY BINARY files into a table, each in a statement of its own. */
public final class CopyFileSender {

  /** Between two messages the driver looks whether the server has already refused. */
  private static final int MESSAGE_BYTES = 64 * 1024;

  private final Session session;
  private final String sql;
  private final String what;

  /**
   * @param columns of the rows in the files, in their order
   */
  public CopyFileSender(Session session, String schema, String table, List<String> columns) {
    this(session, schema, table, columns, "(format binary)");
  }

  private CopyFileSender(
      Session session, String schema, String table, List<String> columns, String options) {
    this.session = session;
    this.what = "writing rows to " + schema + "." + table;
    try {
      List<String> names = new ArrayList<>();
      for (String column : columns) {
        names.add(session.driver().escapeIdentifier(column));
      }
      this.sql =
          "copy "
              + session.driver().escapeIdentifier(schema)
              + "."
              + session.driver().escapeIdentifier(table)
              + (" (" + String.join(", ", names) + ")")
              + " from stdin "
              + options;
    } catch (SQLException e) {
      throw SqlTrouble.working(what, e);
    }
  }

  /**
   * Sends into a table that this very transaction has made, so that nobody else sees it: rows are
   * as they would be after a vacuum, and who reads them first does not write them all once more.
   *
   * @param columns of the rows in the files, in their order
   */
  public static CopyFileSender intoOwn(
      Session session, String schema, String table, List<String> columns) {
    return new CopyFileSender(session, schema, table, columns, "(format binary, freeze)");
  }

  /**
   * Sends a file.
   *
   * @return how many rows the server took
   */
  public long send(byte[] file) {
    CopyIn copy = null;
    try {
      copy = session.driver().getCopyAPI().copyIn(sql);
      for (int at = 0; at < file.length; at += MESSAGE_BYTES) {
        copy.writeToCopy(file, at, Math.min(MESSAGE_BYTES, file.length - at));
      }
      return copy.endCopy();
    } catch (SQLException e) {
      cancel(copy);
      throw SqlTrouble.working(what, e);
    }
  }

  private static void cancel(@Nullable CopyIn copy) {
    if (copy == null || !copy.isActive()) {
      return;
    }
    try {
      copy.cancelCopy();
    } catch (SQLException e) {
      // The connection is gone, and with it what was sent.
    }
  }
}
