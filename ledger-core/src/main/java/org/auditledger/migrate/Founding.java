package org.auditledger.migrate;

import java.sql.SQLException;
import org.auditledger.postgres.Session;

/** How a ledger's own history begins: with the first statement of its journal. */
sealed interface Founding permits Initialization, Adoption {

  /** Writes the first statements, in the transaction that makes the journal. */
  void record(Session session) throws SQLException;
}
