package org.auditledger.restore;

import java.sql.SQLException;
import org.auditledger.container.CheckpointLine;
import org.auditledger.container.MemberName.Entries;
import org.auditledger.journal.JournalEntry;

/** Takes what is in backups, in the order in which it is there. */
interface Parts {

  /** Entries: a whole COPY BINARY file, which may be dealt with while the next one is read. */
  void entries(Entries name, byte[] file) throws SQLException;

  /** Waits until all entries by now are dealt with. What went wrong with them is thrown. */
  void settle() throws SQLException;

  /** The next statement, which was judged to stand. */
  void statement(JournalEntry judged, String note) throws SQLException;

  void checkpoint(CheckpointLine line) throws SQLException;

  /** All tenants: a whole COPY BINARY file. */
  void tenants(byte[] file) throws SQLException;

  /** Some records of a partition: a whole COPY BINARY file. */
  void records(String partition, byte[] file) throws SQLException;
}
