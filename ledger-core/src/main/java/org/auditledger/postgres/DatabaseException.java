package org.auditledger.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Trouble with the database that is no defect of the ledger. The message holds no password. */
public class DatabaseException extends ExplainedException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String sqlState;

  DatabaseException(Explanation explanation, @Nullable String sqlState, @Nullable Throwable cause) {
    super(explanation, cause);
    this.sqlState = sqlState;
  }

  /**
   * What it means that the server refused something, or went away meanwhile.
   *
   * @param what was being done, in words
   */
  public static DatabaseException of(String what, SQLException e) {
    return SqlTrouble.working(what, e);
  }

  /** The server's five characters for what went wrong, when it was the server that said so. */
  public final @Nullable String sqlState() {
    return sqlState;
  }
}
