package org.auditledger.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.auditledger.signature.NoteSigner;
import org.auditledger.signature.VerifierKey;

/**
 * A signature line of a note, as it stands there. Whose signature it is, and whether it is one, is
 * only known once a key has verified it.
 *
 * @param base64 four bytes of key id, then the signature
 */
public record NoteSignature(String name, String base64) {

  private static final String DASH = "\u2014 ";
  private static final int ID_LENGTH = Integer.BYTES;

  public NoteSignature {
    if (!VerifierKey.isName(name) || !holdsSignature(base64)) {
      throw new IllegalArgumentException("no signature line: " + name + " " + base64);
    }
  }

  static NoteSignature sign(byte[] text, NoteSigner signer) {
    byte[] signature = signer.key().sign(text);
    byte[] bytes =
        ByteBuffer.allocate(ID_LENGTH + signature.length)
            .putInt(signer.verifier().id())
            .put(signature)
            .array();
    return new NoteSignature(signer.name(), StrictText.base64(bytes));
  }

  /** The signature of a line without its newline, if it is one. */
  static Optional<NoteSignature> parse(String line) {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      return Optional.empty();
    }
    String name = line.substring(DASH.length(), space);
    String base64 = line.substring(space + 1);
    return VerifierKey.isName(name) && holdsSignature(base64)
        ? Optional.of(new NoteSignature(name, base64))
        : Optional.empty();
  }

  /** The id of the key that is said to have signed. */
  public int keyId() {
    return ByteBuffer.wrap(bytes()).getInt();
  }

  byte[] signature() {
    byte[] bytes = bytes();
    return Arrays.copyOfRange(bytes, ID_LENGTH, bytes.length);
  }

  boolean claims(VerifierKey key) {
    return name.equals(key.name()) && keyId() == key.id();
  }

  String line() {
    return DASH + name + " " + base64 + "\n";
  }

  private byte[] bytes() {
    return StrictText.base64(base64).orElseThrow();
  }

  private static boolean holdsSignature(String base64) {
    return StrictText.base64(base64).filter(bytes -> bytes.length > ID_LENGTH).isPresent();
  }
}
