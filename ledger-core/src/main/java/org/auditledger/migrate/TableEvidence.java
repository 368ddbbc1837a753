package org.auditledger.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a table's rows lie, how its columns are read from there, and what this transaction has
 * written: when all of it is the same after a migration, no row is another one.
 *
 * @param family the table, or the partitioned table that this is a partition of
 * @param fileNode 0 for a partitioned table, which has no file
 * @param toastNode where long values lie; 0 when there are none
 * @param columns by number, each with its name, type, collation, and the value that stands for it
 *     in rows that were there before the column was
 */
record TableEvidence(
    String family,
    String table,
    long oid,
    long fileNode,
    long toastNode,
    long inserted,
    long updated,
    long deleted,
    List<String> columns) {

  TableEvidence {
    columns = List.copyOf(columns);
  }

  /**
   * What is not the same any more, in words.
   *
   * @param mayDropColumns whether a column may be gone, as a revert takes away what a migration
   *     brought
   */
  List<String> changesTo(TableEvidence after, boolean mayDropColumns) {
    List<String> changes = new ArrayList<>();
    add(changes, oid, after.oid, "is another table");
    add(changes, fileNode, after.fileNode, "was rewritten");
    add(changes, toastNode, after.toastNode, "had its long values rewritten");
    count(changes, after.inserted - inserted, "inserted");
    count(changes, after.updated - updated, "updated");
    count(changes, after.deleted - deleted, "deleted");
    for (int i = 0; i < columns.size(); i++) {
      columnChange(after, i, mayDropColumns).ifPresent(changes::add);
    }
    return changes;
  }

  /** The columns that a later look finds dropped, as they were. */
  List<String> droppedIn(TableEvidence after) {
    List<String> dropped = new ArrayList<>();
    for (int i = 0; i < columns.size() && i < after.columns.size(); i++) {
      if (isDropped(after.columns.get(i)) && !isDropped(columns.get(i))) {
        dropped.add(columns.get(i));
      }
    }
    return dropped;
  }

  private static boolean isDropped(String column) {
    return column.endsWith(" dropped");
  }

  private void add(List<String> changes, long before, long now, String what) {
    if (before != now) {
      changes.add(table + " " + what);
    }
  }

  private void count(List<String> changes, long tuples, String what) {
    if (tuples != 0) {
      changes.add(tuples + " rows were " + what + " in " + table);
    }
  }

  private Optional<String> columnChange(TableEvidence after, int at, boolean mayDrop) {
    String before = columns.get(at);
    String now = at < after.columns.size() ? after.columns.get(at) : "nothing";
    if (now.equals(before) || (mayDrop && isDropped(now))) {
      return Optional.empty();
    }
    return Optional.of("column " + before + " of " + table + " became " + now);
  }
}
