package org.auditledger.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The block that stands before a member in a POSIX ustar file. Whatever it can say besides name and
 * size has one value here, so that there is no byte in it that could change unseen.
 */
record UstarHeader(String name, long size) {

  static final int BLOCK = 512;

  /** Eleven octal digits. */
  private static final long MAX_SIZE = (1L << 33) - 1;

  private static final int NAME_LENGTH = 100;
  private static final int PREFIX = 345;
  private static final int PREFIX_LENGTH = 155;
  private static final int SIZE = 124;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;

  UstarHeader {
    if (name.isEmpty() || size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException("no member: \"" + name + "\" of " + size + " bytes");
    }
  }

  /** How many zeros stand after the content, up to the next block. */
  static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  byte[] encode() {
    byte[] block = new byte[BLOCK];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int split = split(bytes);
    System.arraycopy(bytes, split, block, 0, bytes.length - split);
    if (split > 0) {
      System.arraycopy(bytes, 0, block, PREFIX, split - 1);
    }
    put(block, NAME_LENGTH, "0000644\0000000000\0000000000\000");
    put(block, SIZE, String.format(Locale.ROOT, "%011o\000", size));
    put(block, SIZE + 12, "00000000000\000");
    put(block, CHECKSUM + CHECKSUM_LENGTH, "0");
    put(block, 257, "ustar\00000");
    put(block, 329, "0000000\0000000000\000");
    put(block, CHECKSUM, String.format(Locale.ROOT, "%06o\000 ", checksum(block)));
    return block;
  }

  /** Reads a block, and takes no other than the one that this member's header is. */
  static UstarHeader decode(byte[] block) {
    String prefix = text(block, PREFIX, PREFIX_LENGTH);
    String name = text(block, 0, NAME_LENGTH);
    String octal = text(block, SIZE, 11);
    if (!name.isEmpty() && octal.matches("[0-7]{11}")) {
      UstarHeader header =
          new UstarHeader(prefix.isEmpty() ? name : prefix + "/" + name, Long.parseLong(octal, 8));
      if (fits(header.name()) && Arrays.equals(header.encode(), block)) {
        return header;
      }
    }
    throw new MalformedBackupException("what should be the header of a member is none, or changed");
  }

  static boolean isEnd(byte[] block) {
    return Arrays.equals(block, new byte[BLOCK]);
  }

  /** Whether a name has room in a header. */
  static boolean fits(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= NAME_LENGTH || (split(bytes) > 0 && split(bytes) <= PREFIX_LENGTH + 1);
  }

  /** Where the name's last part begins, if it has no room in one field; else 0. */
  private static int split(byte[] name) {
    if (name.length <= NAME_LENGTH) {
      return 0;
    }
    for (int at = name.length - 1; at > 0; at--) {
      if (name[at - 1] == '/') {
        return name.length - at <= NAME_LENGTH ? at : 0;
      }
    }
    return 0;
  }

  private static int checksum(byte[] block) {
    int sum = CHECKSUM_LENGTH * ' ';
    for (int i = 0; i < BLOCK; i++) {
      if (i < CHECKSUM || i >= CHECKSUM + CHECKSUM_LENGTH) {
        sum += block[i] & 0xff;
      }
    }
    return sum;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.UTF_8);
  }
}
