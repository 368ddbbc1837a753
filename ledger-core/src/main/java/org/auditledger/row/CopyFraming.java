package org.auditledger.row;

import java.util.Arrays;

/**
 * What stands around the tuples in a COPY BINARY stream or file: 19 bytes before, two after. A
 * stream without its trailer was cut, however whole its last tuple looks.
 */
public final class CopyFraming {

  /** Signature, no flags, no extension: all that PostgreSQL 14 to 18 ever sends. */
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** A column count of -1. */
  private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

  public static final int HEADER_LENGTH = HEADER.length;

  public static final int TRAILER_LENGTH = TRAILER.length;

  private static final int SIGNATURE_LENGTH = 11;

  private CopyFraming() {}

  /** The header, in an array of the caller's own. */
  public static byte[] header() {
    return HEADER.clone();
  }

  /** The trailer, in an array of the caller's own. */
  public static byte[] trailer() {
    return TRAILER.clone();
  }

  /**
   * Checks the header that the first {@code limit} bytes begin with.
   *
   * @throws MalformedRowException when they do not, or when it asks for what is not understood
   */
  static void checkHeader(byte[] bytes, int limit) {
    if (limit < HEADER_LENGTH) {
      throw new MalformedRowException("a COPY stream ends within its header");
    }
    if (!Arrays.equals(bytes, 0, SIGNATURE_LENGTH, HEADER, 0, SIGNATURE_LENGTH)) {
      throw new MalformedRowException("a COPY stream does not begin with PGCOPY");
    }
    if (!Arrays.equals(bytes, 0, HEADER_LENGTH, HEADER, 0, HEADER_LENGTH)) {
      throw new MalformedRowException("a COPY stream has flags or an extension in its header");
    }
  }

  /** Whether the trailer stands at {@code offset}, where a tuple would begin. */
  static boolean isTrailer(byte[] bytes, int offset, int limit) {
    return limit - offset >= TRAILER_LENGTH
        && bytes[offset] == TRAILER[0]
        && bytes[offset + 1] == TRAILER[1];
  }
}
