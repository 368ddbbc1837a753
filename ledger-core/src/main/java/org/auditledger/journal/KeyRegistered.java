package org.auditledger.journal;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;
import org.auditledger.entry.LedgerName;
import org.auditledger.seal.Parsed;
import org.auditledger.signature.KeyReading;
import org.auditledger.signature.PublicKey;
import org.auditledger.signature.VerifierKey;

/** What a {@link Kind#KEY_REGISTERED} statement says: from here on this key signs too. */
public record KeyRegistered(KeyPurpose purpose, String keyId, PublicKey key) {

  private static final String PREFIX = "ed25519:";
  private static final HexFormat HEX = HexFormat.of();

  public KeyRegistered {
    if (!purpose.isId(keyId)) {
      throw new IllegalArgumentException("no id of a " + purpose.word() + " key: " + keyId);
    }
  }

  /** Registers a key that signs statements and checkpoints of the ledger whose name it has. */
  public static KeyRegistered of(VerifierKey key) {
    return new KeyRegistered(KeyPurpose.NOTE, idOf(key), key.key());
  }

  /** Registers a key that signs transcripts. */
  public static KeyRegistered of(PublicKey key) {
    return new KeyRegistered(KeyPurpose.TRANSCRIPT, key.keyId(), key);
  }

  /** What the body of a statement of this ledger registers. */
  public static Parsed<KeyRegistered> read(LedgerName ledger, Members members) {
    Body body = Body.of(Kind.KEY_REGISTERED, members);
    Optional<KeyPurpose> purpose = KeyPurpose.find(body.text("purpose"));
    if (purpose.isEmpty()) {
      return new Parsed.Malformed<>("the key's purpose is neither note nor transcript");
    }
    KeyReading<PublicKey> reading = publicKey(body.text("public_key"));
    if (reading instanceof KeyReading.Refused<PublicKey> refused) {
      return new Parsed.Malformed<>(refused.reason().why());
    }
    PublicKey key = reading.orThrow("a statement");
    KeyRegistered registered =
        purpose.get() == KeyPurpose.NOTE ? of(new VerifierKey(ledger.value(), key)) : of(key);
    return registered.keyId.equals(body.text("key_id"))
        ? new Parsed.Value<>(registered)
        : new Parsed.Malformed<>("the key's id is " + registered.keyId + ", and not what is said");
  }

  /** The body of the statement. */
  public Members toBody() {
    return CanonicalJson.members(
        Map.of(
            "key_id", new Text(keyId),
            "public_key", new Text(PREFIX + HEX.formatHex(key.raw())),
            "purpose", new Text(purpose.word())));
  }

  /** How statements name a key that signs notes. */
  static String idOf(VerifierKey key) {
    return HEX.toHexDigits(key.id());
  }

  private static KeyReading<PublicKey> publicKey(String text) {
    String hex = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
    return PublicKey.ofRaw(Shape.DIGEST.fits(new Text(hex)) ? HEX.parseHex(hex) : new byte[0]);
  }
}
