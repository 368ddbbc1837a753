package org.auditledger.checkpoint;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.control.HistoryBrokenException;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.SqlText;
import org.auditledger.seal.Checkpoint;
import org.auditledger.seal.Origin;
import org.auditledger.seal.Parsed;
import org.auditledger.seal.SignedNote;

/** The table of signed checkpoints of both logs. */
final class CheckpointTable {

  /** Twice what a note with as many signatures as there can be has. */
  private static final int MAX_LENGTH = 1 << 16;

  /** More than there are keys that would sign one size. */
  private static final int MAX_NOTES = 100;

  private CheckpointTable() {}

  /** The notes that are stored for this size of a log; that they parse is all that is known. */
  static List<Parsed<SignedNote>> at(Connection connection, Origin origin, long size)
      throws SQLException {
    return read(connection, "find_checkpoints", origin, size);
  }

  /** The notes that are stored for larger sizes, the largest first. */
  static List<Parsed<SignedNote>> beyond(Connection connection, Origin origin, long size)
      throws SQLException {
    return read(connection, "later_checkpoints", origin, size);
  }

  /** Stores a note, and reads it back. */
  static void store(Connection connection, Checkpoint checkpoint, SignedNote note)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(SqlText.of(CheckpointTable.class, "insert_checkpoint"))) {
      insert.setString(1, checkpoint.origin().toString());
      insert.setLong(2, checkpoint.size());
      insert.setString(3, note.encoded());
      insert.executeUpdate();
    }
    if (!at(connection, checkpoint.origin(), checkpoint.size())
        .contains(new Parsed.Value<>(note))) {
      throw new HistoryBrokenException(
          new Explanation(
              "nothing was sealed: the checkpoint was not stored as it was signed",
              "a trigger on audit_ledger.checkpoints changed it or swallowed it",
              "find out who made that trigger"));
    }
  }

  private static List<Parsed<SignedNote>> read(
      Connection connection, String file, Origin origin, long size) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SqlText.of(CheckpointTable.class, file))) {
      query.setInt(1, MAX_LENGTH);
      query.setString(2, origin.toString());
      query.setLong(3, size);
      query.setInt(4, MAX_NOTES);
      try (ResultSet rows = query.executeQuery()) {
        List<Parsed<SignedNote>> notes = new ArrayList<>();
        while (rows.next()) {
          notes.add(SignedNote.parse(rows.getString(1).getBytes(StandardCharsets.UTF_8)));
        }
        return notes;
      }
    }
  }
}
