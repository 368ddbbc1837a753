package org.auditledger.journal;

/** What came of reading a line as a statement. */
sealed interface StatementReading {

  /** It is one. */
  record Read(Statement statement) implements StatementReading {}

  /** It is none, and why; to be said after "the statement". */
  record Defective(String why) implements StatementReading {}
}
