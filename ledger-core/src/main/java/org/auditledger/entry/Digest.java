package org.auditledger.entry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 value. Four longs rather than an array: a value cannot be changed behind its holder's
 * back, compares with {@code equals}, and costs one object.
 */
public record Digest(long a, long b, long c, long d) {

  /** How many bytes a digest has. */
  public static final int LENGTH = 32;

  /** What the first entry of a chain links to. */
  public static final Digest ZERO = new Digest(0, 0, 0, 0);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final HexFormat HEX = HexFormat.of();

  /** The digest whose 32 bytes start at {@code offset}. */
  public static Digest read(byte[] bytes, int offset) {
    return new Digest(
        (long) LONG.get(bytes, offset),
        (long) LONG.get(bytes, offset + 8),
        (long) LONG.get(bytes, offset + 16),
        (long) LONG.get(bytes, offset + 24));
  }

  /** The digest that is exactly these 32 bytes. */
  public static Digest of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return read(bytes, 0);
  }

  /** Whether this is how a digest is spelled. */
  public static boolean isHex(String text) {
    return text.length() == 2 * LENGTH && LowerHex.isAll(text);
  }

  /** The digest that 64 hexadecimal digits, lower case, spell. */
  public static Digest ofHex(String hex) {
    if (!isHex(hex)) {
      throw new IllegalArgumentException(
          "a digest is 64 lower-case hexadecimal digits, not \"" + hex + "\"");
    }
    return of(HEX.parseHex(hex));
  }

  /** SHA-256 of these bytes, in one call. */
  public static Digest sha256(byte[] bytes) {
    return of(newSha256().digest(bytes));
  }

  /** A fresh SHA-256, for who hashes piece by piece or again and again. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Writes the 32 bytes at {@code offset}. */
  public void write(byte[] target, int offset) {
    LONG.set(target, offset, a);
    LONG.set(target, offset + 8, b);
    LONG.set(target, offset + 16, c);
    LONG.set(target, offset + 24, d);
  }

  /** The 32 bytes, in an array of the caller's own. */
  public byte[] toBytes() {
    byte[] bytes = new byte[LENGTH];
    write(bytes, 0);
    return bytes;
  }

  /** 64 hexadecimal digits, lower case. */
  public String hex() {
    return HEX.formatHex(toBytes());
  }

  @Override
  public String toString() {
    return hex();
  }
}
