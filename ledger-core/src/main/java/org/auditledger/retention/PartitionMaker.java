package org.auditledger.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.auditledger.journal.JournalTime;
import org.auditledger.postgres.Explanation;
import org.auditledger.retention.RetentionException.Trouble;

/**
 * Makes partitions, and gives guards to those that have none of their own. A table that becomes a
 * partition takes a weaker lock than one that is made as one: nobody who reads or writes the buffer
 * waits.
 */
final class PartitionMaker {

  private static final String DUPLICATE_TABLE = "42P07";

  /** "invalid object definition": the bounds meet those of another one, which the server names. */
  private static final String OVERLAP = "42P17";

  private PartitionMaker() {}

  /**
   * Makes a partition with its guards, in the caller's transaction; it belongs to the buffer's
   * owner.
   *
   * @throws RetentionException when another one is there, or another table has its name
   */
  static void make(Connection transaction, String name, Instant from, Instant to)
      throws SQLException {
    try {
      BufferTable.run(
          transaction, "make_partition", name, JournalTime.text(from), JournalTime.text(to));
    } catch (SQLException e) {
      boolean isTaken = DUPLICATE_TABLE.equals(e.getSQLState());
      if (!isTaken && !OVERLAP.equals(e.getSQLState())) {
        throw e;
      }
      throw new RetentionException(
          isTaken ? Trouble.NAME : Trouble.POLICY,
          new Explanation(
              "partition " + name + " is not made",
              String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
              "audit-ledger partitions list names those that are there"),
          e);
    }
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
