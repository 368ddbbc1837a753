package org.auditledger.append;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.auditledger.append.AppendException.Trouble;
import org.auditledger.append.EntryColumn.Era;
import org.auditledger.ledger.LedgerTable;
import org.auditledger.postgres.Session;
import org.auditledger.postgres.TableLayout;
import org.auditledger.row.Column;
import org.auditledger.row.RowLayout;

/**
 * The columns of one ledger's table that a writer fills: what the table has decides, and not what a
 * version says it should have. A column that no release knows keeps its default.
 */
final class EntryColumns {

  private final Set<Era> eras;
  private final List<EntryColumn> columns;
  private final RowLayout layout;

  private EntryColumns(Set<Era> eras) {
    this.eras = eras;
    this.columns =
        Arrays.stream(EntryColumn.values()).filter(column -> eras.contains(column.era())).toList();
    this.layout = new RowLayout(columns.stream().map(EntryColumn::column).toList());
  }

  /** The columns of the table as it is now. */
  static EntryColumns read(Session session) {
    TableLayout table = LedgerTable.layout(session);
    if (table instanceof TableLayout.Found found) {
      EntryColumns columns = of(found.layout());
      if (columns.has(Era.FIRST)) {
        return columns;
      }
    }
    throw new AppendException(
        Trouble.NOT_A_LEDGER,
        "nothing was appended: this is no ledger, or not one yet",
        "there is no table public.ledger_entries with the columns of an entry",
        "check the connection string; to make or adopt a ledger: audit-ledger migrate upgrade");
  }

  /** Which of its columns a table has; a column of that name and another type is another one. */
  static EntryColumns of(RowLayout table) {
    Set<Column> found = Set.copyOf(table.columns());
    Set<Era> eras = EnumSet.allOf(Era.class);
    for (EntryColumn column : EntryColumn.values()) {
      if (!found.contains(column.column())) {
        eras.remove(column.era());
      }
    }
    return new EntryColumns(eras);
  }

  /** Whether the table has what this era brought. */
  boolean has(Era era) {
    return eras.contains(era);
  }

  List<EntryColumn> columns() {
    return columns;
  }

  /** What a tuple looks like. */
  RowLayout layout() {
    return layout;
  }

  /** Where a column stands in a tuple. */
  int place(EntryColumn column) {
    return columns.indexOf(column);
  }
}
