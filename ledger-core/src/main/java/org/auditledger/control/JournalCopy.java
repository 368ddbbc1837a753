package org.auditledger.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.auditledger.journal.JournalEntry;

/**
 * Puts a journal back that was read elsewhere, note by note as it was stored, and repeats what its
 * statements say where the database repeats it.
 */
public final class JournalCopy {

  /** How many notes are sent together; a note has some thousand characters. */
  private static final int AT_ONCE = 64;

  private final Connection transaction;
  private final Repetition repetition = new Repetition();
  private final SortedMap<Long, String> notes = new TreeMap<>();
  private final List<RepeatedRow> rows = new ArrayList<>();

  /**
   * @param transaction whose owner commits it; the journal's lock is his to take
   */
  public JournalCopy(Connection transaction) {
    this.transaction = transaction;
  }

  /** Takes note of the next statement, which is there: one that is added may be about it. */
  public void pass(JournalEntry judged) {
    List<RepeatedRow> unused = repetition.of(judged);
  }

  /** Adds the next note, which was judged to stand. */
  public void add(JournalEntry judged, String note) throws SQLException {
    notes.put(judged.position(), note);
    rows.addAll(repetition.of(judged));
    if (notes.size() == AT_ONCE) {
      flush();
    }
  }

  /** Sends what has not been sent yet. */
  public void flush() throws SQLException {
    if (notes.isEmpty()) {
      return;
    }
    JournalTable.insert(transaction, notes);
    RepeatedRows.insert(transaction, rows);
    notes.clear();
    rows.clear();
  }
}
