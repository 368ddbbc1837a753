package org.auditledger.journal;

import java.util.Map;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.canonical.CanonicalJson.Whole;
import org.auditledger.seal.Parsed;

/**
 * What a {@link Kind#KEY_RETIRED} statement says: what this key signed counts up to these sizes of
 * the two logs, and nothing beyond them.
 *
 * @param journalSize how many statements there were when it was retired, this one not among them
 */
public record KeyRetired(
    KeyPurpose purpose, String keyId, long entriesSize, long journalSize, String reason) {

  public KeyRetired {
    if (!purpose.isId(keyId)) {
      throw new IllegalArgumentException("no id of a " + purpose.word() + " key: " + keyId);
    }
    if (entriesSize < 0 || journalSize < 0) {
      throw new IllegalArgumentException(
          "no sizes of logs: " + entriesSize + " and " + journalSize);
    }
  }

  /** What the body of a statement retires. */
  public static Parsed<KeyRetired> read(Members members) {
    Body body = Body.of(Kind.KEY_RETIRED, members);
    String keyId = body.text("key_id");
    return KeyPurpose.find(body.text("purpose"))
        .filter(purpose -> purpose.isId(keyId))
        .<Parsed<KeyRetired>>map(
            purpose ->
                new Parsed.Value<>(
                    new KeyRetired(
                        purpose,
                        keyId,
                        body.count("entries_size"),
                        body.count("journal_size"),
                        body.text("reason"))))
        .orElseGet(() -> new Parsed.Malformed<>("purpose and id are no key's"));
  }

  /** The body of the statement. */
  public Members toBody() {
    return CanonicalJson.members(
        Map.of(
            "entries_size", new Whole(entriesSize),
            "journal_size", new Whole(journalSize),
            "key_id", new Text(keyId),
            "purpose", new Text(purpose.word()),
            "reason", new Text(reason)));
  }

  /** Two retirements of one key: nothing counts that is beyond either. */
  KeyRetired and(KeyRetired other) {
    return new KeyRetired(
        purpose,
        keyId,
        Math.min(entriesSize, other.entriesSize),
        Math.min(journalSize, other.journalSize),
        reason);
  }
}
