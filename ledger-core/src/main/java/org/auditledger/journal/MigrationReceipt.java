package org.auditledger.journal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.chain.Head;
import org.auditledger.entry.Digest;

/**
 * What a migration did, or taking it back: the body of {@link Kind#MIGRATION_APPLIED} and {@link
 * Kind#MIGRATION_REVERTED}.
 *
 * @param backup the manifest of the backup that was required before
 * @param head the ledger's, once the locks were taken
 * @param evidence that no row became another one; its grade, and what was compared
 * @param lockMilliseconds how long the locks were waited for
 * @param statementMilliseconds how long the script took
 */
public record MigrationReceipt(
    Script script,
    Optional<Digest> backup,
    Digest fingerprintBefore,
    Digest fingerprintAfter,
    Digest postureAfter,
    Head head,
    Members evidence,
    long lockMilliseconds,
    long statementMilliseconds,
    String serverVersion) {

  /**
   * Which script of which set.
   *
   * @param sha256 of its raw bytes
   * @param setSum what stands for the whole set
   */
  public record Script(
      String set, String version, String description, Digest sha256, Digest setSum) {}

  public Members toBody() {
    Map<String, CanonicalJson> body = new TreeMap<>();
    backup.ifPresent(digest -> body.put("backup", new Text(digest.hex())));
    body.put("description", new Text(script.description()));
    body.put("evidence", evidence);
    body.put("fingerprint_after", new Text(fingerprintAfter.hex()));
    body.put("fingerprint_before", new Text(fingerprintBefore.hex()));
    body.put("head", JsonHead.of(head));
    body.put("lock_milliseconds", new Whole(lockMilliseconds));
    body.put("posture_after", new Text(postureAfter.hex()));
    body.put("script_sha256", new Text(script.sha256().hex()));
    body.put("server_version", new Text(serverVersion));
    body.put("set", new Text(script.set()));
    body.put("set_sum", new Text(script.setSum().hex()));
    body.put("statement_milliseconds", new Whole(statementMilliseconds));
    body.put("version", new Text(script.version()));
    return CanonicalJson.members(body);
  }

  /** What the body of such a statement says. */
  public static MigrationReceipt read(Members body) {
    return new MigrationReceipt(
        new Script(
            body.text("set"),
            body.text("version"),
            body.text("description"),
            Digest.ofHex(body.text("script_sha256")),
            Digest.ofHex(body.text("set_sum"))),
        body.find("backup").map(digest -> Digest.ofHex(((Text) digest).value())),
        Digest.ofHex(body.text("fingerprint_before")),
        Digest.ofHex(body.text("fingerprint_after")),
        Digest.ofHex(body.text("posture_after")),
        JsonHead.read(body.members("head")),
        body.members("evidence"),
        body.whole("lock_milliseconds"),
        body.whole("statement_milliseconds"),
        body.text("server_version"));
  }
}
