package org.auditledger.migrate;

import java.sql.SQLException;
import org.auditledger.journal.Kind;
import org.auditledger.journal.LedgerInitialized;
import org.auditledger.postgres.Session;

/** A ledger is made where there was none. */
record Initialization(Workplace place) implements Founding {

  @Override
  public void record(Session session) throws SQLException {
    ServerFacts facts = ServerFacts.read(session.connection());
    LedgerInitialized begun =
        new LedgerInitialized(
            facts.database(), place.authority().signer().verifier().toString(), facts.version());
    place.recorder().record(session.connection(), Kind.LEDGER_INITIALIZED, begun.toBody());
  }
}
