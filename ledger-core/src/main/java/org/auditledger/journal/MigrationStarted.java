package org.auditledger.journal;

import java.util.Map;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;

/** That a migration has begun which cannot be one transaction. */
public record MigrationStarted(
    MigrationReceipt.Script script, Digest fingerprintBefore, Head head, String serverVersion) {

  public Members toBody() {
    return CanonicalJson.members(
        Map.of(
            "description", new Text(script.description()),
            "fingerprint_before", new Text(fingerprintBefore.hex()),
            "head", JsonHead.of(head),
            "script_sha256", new Text(script.sha256().hex()),
            "server_version", new Text(serverVersion),
            "set", new Text(script.set()),
            "set_sum", new Text(script.setSum().hex()),
            "version", new Text(script.version())));
  }

  /** What the body of a {@link Kind#MIGRATION_STARTED} statement says. */
  public static MigrationStarted read(Members body) {
    return new MigrationStarted(
        new MigrationReceipt.Script(
            body.text("set"),
            body.text("version"),
            body.text("description"),
            Digest.ofHex(body.text("script_sha256")),
            Digest.ofHex(body.text("set_sum"))),
        Digest.ofHex(body.text("fingerprint_before")),
        JsonHead.read(body.members("head")),
        body.text("server_version"));
  }
}
