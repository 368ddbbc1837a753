package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.auditledger.journal.JournalTime;

/**
 * Makes partitions, and gives guards to those that have none of their own. A table that becomes a
 * partition takes a weaker lock than one that is made as one: nobody who reads or writes the buffer
 * waits.
 */
final class PartitionMaker {

  private PartitionMaker() {}

  /** Makes a partition with its guards, in the caller's transaction; it belongs to the buffer's. */
  static void make(Connection transaction, String name, Instant from, Instant to)
      throws SQLException {
    String lower = JournalTime.text(from);
    String upper = JournalTime.text(to);
    BufferTable.run(transaction, "make_partition", name, lower, upper);
    guard(transaction, name);
  }

  /**
   * Gives the table every guard that it lacks, or that does not fire always.
   *
   * @return whether it lacked any
   */
  static boolean guard(Connection transaction, String name) throws SQLException {
    return BufferTable.run(transaction, "guard_partition", name) > 0;
  }
}
