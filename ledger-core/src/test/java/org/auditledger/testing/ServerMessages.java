package org.auditledger.testing;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds the messages in what a server sends, however it is cut into pieces, without keeping more of
 * one than its beginning: copied data passes at the speed of the socket.
 */
final class ServerMessages {

  private static final int HEADER = 5;
  private static final int KEPT = 1024;

  /** Is told each message when the last of it has come. */
  interface Receiver {
    /** Body is cut after its first kilobyte. */
    void received(char type, byte[] body);
  }

  private final Receiver receiver;
  private final byte[] header = new byte[HEADER];
  private final byte[] body = new byte[KEPT];
  private int headerSize;
  private int bodySize;
  private long left;

  ServerMessages(Receiver receiver) {
    this.receiver = receiver;
  }

  /** Takes the next piece. */
  void accept(byte[] piece, int length) {
    int at = 0;
    while (at < length) {
      if (headerSize < HEADER) {
        header[headerSize++] = piece[at++];
        if (headerSize == HEADER) {
          left = (long) ByteBuffer.wrap(header).getInt(1) - Integer.BYTES;
          bodySize = 0;
        }
      } else {
        int here = (int) Math.min(left, length - at);
        int kept = Math.min(here, KEPT - bodySize);
        System.arraycopy(piece, at, body, bodySize, kept);
        bodySize += kept;
        left -= here;
        at += here;
      }
      if (headerSize == HEADER && left == 0) {
        headerSize = 0;
        receiver.received((char) header[0], Arrays.copyOf(body, bodySize));
      }
    }
  }
}
