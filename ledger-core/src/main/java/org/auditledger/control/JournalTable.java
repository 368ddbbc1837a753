package org.auditledger.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.auditledger.journal.JournalEntry;
import org.auditledger.journal.JournalReader;
import org.auditledger.postgres.Explanation;
import org.auditledger.postgres.SqlText;
import org.auditledger.signature.TrustedKeys;

/** The table that holds the journal's notes. */
public final class JournalTable {

  /**
   * Who adds to the journal holds this lock to the end of his transaction. The first eight bytes of
   * SHA-256 of {@code audit-ledger/journal}: nobody takes it by accident, and it is not the chain
   * guard's.
   */
  public static final long LOCK = -5019993127465116099L;

  /** Together with the length of a note, this bounds what a hostile journal makes us hold. */
  private static final int FETCH_SIZE = 64;

  private JournalTable() {}

  /** Whether there is one. Who may not read it is told the truth, too. */
  public static boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(SqlText.of(JournalTable.class, "journal_exists"));
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Waits until nobody else adds to the journal, and keeps others from it in this transaction. */
  public static void lock(Connection transaction) throws SQLException {
    if (transaction.getAutoCommit()) {
      throw new IllegalArgumentException("the journal is locked for a transaction, and none is on");
    }
    try (PreparedStatement lock =
        transaction.prepareStatement(SqlText.of(JournalTable.class, "lock_journal"))) {
      lock.setLong(1, LOCK);
      lock.execute();
    }
  }

  /** Reads the whole journal and judges it. */
  public static JournalReader read(Connection connection, TrustedKeys trusted) throws SQLException {
    return read(connection, trusted, entry -> {});
  }

  /** Reads the whole journal and judges it, and hands out each statement as it was judged. */
  public static JournalReader read(
      Connection connection, TrustedKeys trusted, Consumer<JournalEntry> each) throws SQLException {
    JournalReader reader = new JournalReader(trusted);
    Consumer<StoredNote> judge = row -> each.accept(reader.accept(row.position(), row.note()));
    if (!connection.getAutoCommit()) {
      forEach(connection, 0, judge);
      return reader;
    }
    // Only within a transaction does the driver fetch piece by piece.
    connection.setAutoCommit(false);
    try {
      forEach(connection, 0, judge);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return reader;
  }

  /**
   * Reads what has been added since this reader came to its end, and hands it out as it was judged.
   *
   * @return whether the journal still has what the reader has read last; else nothing was read
   */
  public static boolean readOn(
      Connection transaction, JournalReader reader, Consumer<JournalEntry> each)
      throws SQLException {
    AtomicBoolean resumed = new AtomicBoolean(reader.head().position() == 0);
    forEach(
        transaction,
        reader.head().position(),
        row -> {
          if (resumed.get()) {
            each.accept(reader.accept(row.position(), row.note()));
          } else {
            resumed.set(reader.stopsAt(row.position(), row.note()));
          }
        });
    return resumed.get();
  }

  /** Takes a statement's note as it is stored, with the position that it is stored at. */
  @FunctionalInterface
  public interface Notes {
    void accept(long position, String note);
  }

  /** Hands out all notes in order, without a judgement on any. */
  public static void forEach(Connection transaction, Notes each) throws SQLException {
    forEach(transaction, 0, row -> each.accept(row.position(), row.note()));
  }

  /** Hands out the notes from this position on, in order. */
  static void forEach(Connection transaction, long from, Consumer<StoredNote> each)
      throws SQLException {
    // The whole is read from the heap and sorted, as an index can be made to lie.
    String query = from <= 1 ? "read_journal" : "read_journal_from";
    try (PreparedStatement statement =
        transaction.prepareStatement(SqlText.of(JournalTable.class, query))) {
      statement.setFetchSize(FETCH_SIZE);
      statement.setInt(1, JournalReader.MAX_LENGTH + 1);
      if (from > 1) {
        statement.setLong(2, from);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          each.accept(new StoredNote(rows.getLong(1), rows.getString(2), rows.getBoolean(3)));
        }
      }
    }
  }

  /**
   * Adds notes, by their positions, and reads each back.
   *
   * @throws HistoryBrokenException when one was not stored as it is
   */
  static void insert(Connection transaction, SortedMap<Long, String> notes) throws SQLException {
    SortedMap<Long, String> stored = new TreeMap<>();
    try (PreparedStatement insert =
        transaction.prepareStatement(SqlText.of(JournalTable.class, "insert_notes"))) {
      insert.setArray(1, transaction.createArrayOf("bigint", notes.keySet().toArray()));
      insert.setArray(2, transaction.createArrayOf("text", notes.values().toArray()));
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          stored.put(rows.getLong(1), rows.getString(2));
        }
      }
    }
    for (Map.Entry<Long, String> note : notes.entrySet()) {
      if (!note.getValue().equals(stored.get(note.getKey()))) {
        throw new HistoryBrokenException(
            new Explanation(
                "statement " + note.getKey() + " was not stored as it was signed",
                "a trigger on audit_ledger.journal changed it or swallowed it",
                "find out who made that trigger, and roll back"));
      }
    }
  }
}
