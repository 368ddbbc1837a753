package org.auditledger.signature;

import java.nio.ByteBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auditledger.entry.Digest;

/**
 * A name and the key that signs notes under it: a C2SP verifier key, written {@code
 * name+id+base64}.
 */
public record VerifierKey(String name, PublicKey key) {

  /** The one algorithm of notes that is known here: Ed25519 over the note's text. */
  private static final byte ED25519 = 1;

  private static final Pattern LINE =
      Pattern.compile("([^+]*)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+=*)");

  /** Refuses a name that a note cannot carry. */
  public VerifierKey {
    if (!isName(name)) {
      throw new IllegalArgumentException(KeyRefusal.KEY_NAME.why() + ", unlike \"" + name + "\"");
    }
  }

  /**
   * Whether notes can be signed under this name: it is not empty and has no white space, no plus,
   * no control character and no half of a surrogate pair.
   */
  public static boolean isName(String name) {
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    return !name.isEmpty()
        && utf8.canEncode(name)
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isISOControl(c)
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c));
  }

  /** Reads a verifier key as {@link #toString} writes it, and no other spelling of it. */
  public static KeyReading<VerifierKey> parse(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return new KeyReading.Refused<>(KeyRefusal.NOT_A_VERIFIER_KEY);
    }
    String name = line.group(1);
    if (!isName(name)) {
      return new KeyReading.Refused<>(KeyRefusal.KEY_NAME);
    }
    return readKey(line.group(3))
        .map(key -> new VerifierKey(name, key))
        .then(
            key ->
                key.toString().equals(text)
                    ? new KeyReading.Accepted<>(key)
                    : new KeyReading.Refused<>(KeyRefusal.VERIFIER_KEY_ID));
  }

  private static KeyReading<PublicKey> readKey(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new KeyReading.Refused<>(KeyRefusal.NOT_A_VERIFIER_KEY);
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      return new KeyReading.Refused<>(KeyRefusal.NOT_A_VERIFIER_KEY);
    }
    if (bytes[0] != ED25519) {
      return new KeyReading.Refused<>(KeyRefusal.OTHER_ALGORITHM);
    }
    return PublicKey.ofRaw(Arrays.copyOfRange(bytes, 1, bytes.length));
  }

  /**
   * The id that notes carry before each signature: the first four bytes, the most significant
   * first, of {@code SHA-256(name || 0x0A || 0x01 || key)}. A hint, which others can be made to
   * share; only the signature proves.
   */
  public int id() {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    byte[] hashed =
        ByteBuffer.allocate(utf8.length + 2 + PublicKey.LENGTH)
            .put(utf8)
            .put((byte) '\n')
            .put(ED25519)
            .put(key.raw())
            .array();
    return (int) (Digest.sha256(hashed).a() >>> 32);
  }

  /** The line to give to who is to verify. */
  @Override
  public String toString() {
    byte[] typed = new byte[1 + PublicKey.LENGTH];
    typed[0] = ED25519;
    System.arraycopy(key.raw(), 0, typed, 1, PublicKey.LENGTH);
    return name
        + "+"
        + HexFormat.of().toHexDigits(id())
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }
}
