package org.auditledger.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Trouble with the database that is no defect of the ledger. The message holds no password. */
public class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;
  private final @Nullable String sqlState;

  DatabaseException(Explanation explanation, @Nullable String sqlState, @Nullable Throwable cause) {
    super(explanation.text(), cause);
    this.explanation = explanation;
    this.sqlState = sqlState;
  }

  /**
   * What the driver reported while a statement ran.
   *
   * @param what was being done, as in {@code "reading the history"}
   */
  public static DatabaseException working(String what, SQLException problem) {
    return SqlTrouble.working(what, problem);
  }

  /** The message in its parts. */
  public final Explanation explanation() {
    return explanation;
  }

  /** The server's five characters for what went wrong, when it was the server that said so. */
  public final @Nullable String sqlState() {
    return sqlState;
  }
}
