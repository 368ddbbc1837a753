package org.auditledger.journal;

import java.util.Map;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;

/**
 * The first statement of a ledger that was made new.
 *
 * @param noteKey the verifier key that signs for the ledger from now on
 */
public record LedgerInitialized(DatabaseIdentity database, String noteKey, String serverVersion) {

  public Members toBody() {
    return CanonicalJson.members(
        Map.of(
            "database", database.toJson(),
            "note_key", new Text(noteKey),
            "server_version", new Text(serverVersion)));
  }

  /** What the body of a {@link Kind#LEDGER_INITIALIZED} statement says. */
  public static LedgerInitialized read(Members body) {
    return new LedgerInitialized(
        DatabaseIdentity.read(body.members("database")),
        body.text("note_key"),
        body.text("server_version"));
  }
}
