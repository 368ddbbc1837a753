package org.auditledger.retention;

import org.auditledger.postgres.ExplainedException;
import org.auditledger.postgres.Explanation;

/**
 * A partition cannot be read as one of the buffer, so that nobody can say what it holds: it stays.
 * The message says why, and what to do.
 */
final class UnreadablePartitionException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  UnreadablePartitionException(String table, String why, String next) {
    this(new Explanation("partition " + table + " cannot be read, and stays", why, next));
  }

  private UnreadablePartitionException(Explanation explanation) {
    super(explanation);
  }
}
