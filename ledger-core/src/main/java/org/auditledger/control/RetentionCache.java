package org.auditledger.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auditledger.chain.Noted;
import org.auditledger.journal.JournalEntry;

/**
 * What the drop function looks up, held against the journal that it repeats: who may write the
 * function's tables could make it drop what is on hold. Takes the journal first, from its first
 * statement on.
 */
public final class RetentionCache {

  private final Repetition repetition = new Repetition();
  private final Set<RepeatedRow> expected = new HashSet<>();

  /** Takes the next statement. */
  public void accept(JournalEntry entry) {
    expected.addAll(repetition.of(entry));
  }

  /**
   * How the tables differ, in words; nothing where they say what the journal says.
   *
   * @param transaction sees the tables as they were when the journal was read
   */
  public Noted<String> differences(Connection transaction) throws SQLException {
    Noted.Builder<String> differences = new Noted.Builder<>();
    List<String> missing = RepeatedRows.missing(transaction);
    if (!missing.isEmpty()) {
      missing.forEach(table -> differences.add("table audit_ledger." + table + " is not there"));
      return differences.build();
    }
    Map<RepeatedRow, Boolean> seen = new HashMap<>();
    expected.forEach(row -> seen.put(row, false));
    RepeatedRows.forEach(
        transaction,
        row -> {
          if (seen.replace(row, true) == null && !isUnwritable(row)) {
            differences.add("no statement says this: " + row.sentence());
          }
        });
    seen.forEach(
        (row, found) -> {
          if (!found) {
            differences.add("this is not there: " + row.sentence());
          }
        });
    return differences.build();
  }

  /** Adopted with bounds that only PostgreSQL can write, and not compared. */
  private boolean isUnwritable(RepeatedRow row) {
    return row instanceof RepeatedRow.Partition partition
        && partition.position() == 1
        && repetition.unwritable().contains(partition.name());
  }
}
