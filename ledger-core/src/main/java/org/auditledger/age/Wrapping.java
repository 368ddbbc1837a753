package org.auditledger.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** How a file is encrypted, by its first bytes. */
public enum Wrapping {
  /** It does not begin as age's files do. */
  NONE,
  /** With age, to the holders of keys. */
  KEYS,
  /** With age, under a passphrase; age allows nothing beside one, so its stanza is the first. */
  PASSPHRASE;

  private static final byte[] VERSION = "age-encryption.org/v1\n".getBytes(US_ASCII);
  private static final byte[] PASSPHRASE_STANZA =
      "age-encryption.org/v1\n-> scrypt ".getBytes(US_ASCII);

  /** So many bytes of the beginning tell. */
  public static final int TELLING = PASSPHRASE_STANZA.length;

  /** What a file is that begins so; a file that has less than {@link #TELLING} bytes, with all. */
  public static Wrapping of(byte[] beginning) {
    if (beginsWith(beginning, PASSPHRASE_STANZA)) {
      return PASSPHRASE;
    }
    return beginsWith(beginning, VERSION) ? KEYS : NONE;
  }

  private static boolean beginsWith(byte[] beginning, byte[] prefix) {
    return beginning.length >= prefix.length
        && Arrays.equals(beginning, 0, prefix.length, prefix, 0, prefix.length);
  }
}
