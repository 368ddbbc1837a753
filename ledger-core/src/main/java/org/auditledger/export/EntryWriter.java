package org.auditledger.export;

import java.io.IOException;
import org.auditledger.row.RowView;

/** Writes entries in one form. What is there of an export is whole only after {@link #end}. */
interface EntryWriter {

  /** Writes the fields of the next entry; they are the first columns of the row. */
  void write(RowView row) throws IOException;

  /** There are no more entries. */
  void end() throws IOException;
}
